using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Pipelines;

/// <summary>Table in, clusters out: encodes columns, runs preprocessing steps, fits a clusterer. Everything is learned from the rows given to <see cref="Fit"/> only.</summary>
/// <remarks>Immutable; <c>with</c> makes variants.</remarks>
public sealed record ClustererPipeline
{
    /// <summary>How columns become features. Default every number column, as it is.</summary>
    public ITableEncoder Columns { get; init; } = new NumericSelector();

    /// <summary>Preprocessing steps, in order; none that learns from a target. Default none.</summary>
    public IReadOnlyList<IPreprocessor> Steps { get; init; } = [];

    /// <summary>The clusterer after the last step.</summary>
    public required IClusterer Clusterer { get; init; }

    /// <summary>Learns columns, steps and clusters from the rows of <paramref name="table"/>.</summary>
    /// <param name="table">The features.</param>
    /// <param name="cancellationToken">Looked at between and within steps.</param>
    /// <exception cref="ArgumentException">A feature cannot be used, or a parameter is out of range.</exception>
    public ClustererPipelineModel Fit(Table table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return FitObservation.Run(this, () => FitData.Of(table, null), () => FitUnseen(table, cancellationToken));
    }

    private ClustererPipelineModel FitUnseen(Table table, CancellationToken cancellationToken)
    {
        var (steps, x) = FittedSteps.Fit(Columns, Steps, table, PipelineTarget.None, cancellationToken);
        return new ClustererPipelineModel(steps, Clusterer.Fit(x, cancellationToken));
    }
}
