using Reprise.Core.Tables;

namespace Reprise.Learning.Observation;

/// <summary>Sees every fit of a pipeline within a scope of <see cref="FitObservation"/>, to record it. Called on the fitting thread; must not throw.</summary>
public interface IFitObserver
{
    /// <summary>A fit begins.</summary>
    /// <param name="pipeline">The pipeline's parameters.</param>
    /// <param name="table">The training rows.</param>
    /// <param name="target">The target column; null for a clusterer.</param>
    /// <returns>What is told how the fit ends.</returns>
    IFitScope Begin(object pipeline, Table table, string? target);
}
