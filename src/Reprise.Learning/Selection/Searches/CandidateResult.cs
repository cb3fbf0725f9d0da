using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection.Searches;

/// <summary>A candidate and how it was rated.</summary>
public sealed class CandidateResult<TEstimator>
{
    private readonly IReadOnlyList<SelectionMetric> _metrics;

    internal CandidateResult(
        int index, Candidate<TEstimator> candidate, IReadOnlyList<SelectionMetric> metrics, IReadOnlyList<IReadOnlyList<double>> folds, TimeSpan? fitTime, Exception? error)
    {
        (Index, Candidate, _metrics, Folds, FitTime, Error) = (index, candidate, metrics, folds, fitTime, error);
        Summaries =
        [
            .. metrics.Select((metric, i) => error is null
                ? MetricSummary.Of(metric.Name, [.. folds.Select(values => values[i])])
                : new MetricSummary(metric.Name, double.NaN, double.NaN)),
        ];
    }

    /// <summary>Its number among the candidates, from 0.</summary>
    public int Index { get; }

    /// <summary>The estimator and its parameters.</summary>
    public Candidate<TEstimator> Candidate { get; }

    /// <summary>Per fold the value of each metric, in the order of the metrics; empty when it failed.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Folds { get; }

    /// <summary>Mean and deviation over folds of each metric; NaN when it failed.</summary>
    public IReadOnlyList<MetricSummary> Summaries { get; }

    /// <summary>Mean time of a fit, where a clock was given. Not part of what is reproducible.</summary>
    public TimeSpan? FitTime { get; }

    /// <summary>Why it could not be rated; null when it was.</summary>
    public Exception? Error { get; }

    /// <summary>The round of successive halving, from 0; 0 elsewhere.</summary>
    public int Round { get; internal init; }

    /// <summary>Test rows beside training rows, the mean over folds: 1 / (folds − 1) of k folds, however often repeated; more or less where groups make folds uneven.</summary>
    public double TestShare { get; internal init; }

    /// <summary>What it was given in its round of successive halving; null elsewhere.</summary>
    public int? Resource { get; internal init; }

    /// <summary>The summary of a metric.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for; the message lists those that were.</exception>
    public MetricSummary this[string metric] => Summaries[SearchRules.IndexOf(_metrics, metric)];
}
