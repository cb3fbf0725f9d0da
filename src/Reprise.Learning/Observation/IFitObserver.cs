namespace Reprise.Learning.Observation;

/// <summary>
/// Sees every fit of an estimator or pipeline, every search and every validation within a scope of <see cref="FitObservation"/>, to record it; what they fit
/// within them it does not see. Called on the fitting thread; must not throw.
/// </summary>
public interface IFitObserver
{
    /// <summary>A fit begins.</summary>
    /// <param name="estimator">The parameters of the estimator, pipeline or search.</param>
    /// <param name="procedure">The validation that rates the estimator; null for a fit.</param>
    /// <param name="data">The training rows.</param>
    /// <returns>What is told how the fit ends.</returns>
    IFitScope Begin(object estimator, object? procedure, FitData data);
}
