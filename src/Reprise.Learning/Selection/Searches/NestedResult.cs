using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection.Searches;

/// <summary>What nested cross-validation found: each outer fold, and each metric's mean and deviation over them.</summary>
public sealed record NestedResult<TEstimator>(IReadOnlyList<NestedFold<TEstimator>> Folds, IReadOnlyList<MetricSummary> Summaries)
{
    /// <summary>The summary of a metric.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for; the message lists those that were.</exception>
    public MetricSummary this[string metric] =>
        Summaries.FirstOrDefault(summary => summary.Name == metric)
        ?? throw new KeyNotFoundException($"No metric '{metric}' was evaluated, only {string.Join(", ", Summaries.Select(summary => summary.Name))}.");
}
