using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection;

/// <summary>What cross-validation of a numeric target found.</summary>
public sealed class RegressionValidationResult
{
    private readonly int[] _testedRows;

    internal RegressionValidationResult(
        IReadOnlyList<IReadOnlyDictionary<string, double>> folds, IReadOnlyList<MetricSummary> summaries, int[] testedRows, RegressionOutcome outOfFold) =>
        (Folds, Summaries, _testedRows, OutOfFold) = (folds, summaries, testedRows, outOfFold);

    /// <summary>Each metric's value by name, per fold in order.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Folds { get; }

    /// <summary>Mean and deviation over folds, in the order the metrics were asked for.</summary>
    public IReadOnlyList<MetricSummary> Summaries { get; }

    /// <summary>The rows that were tested at least once, ascending.</summary>
    public ReadOnlySpan<int> TestedRows => _testedRows;

    /// <summary>Truth and prediction of <see cref="TestedRows"/> by models that did not see them; predictions of rows tested several times are averaged.</summary>
    public RegressionOutcome OutOfFold { get; }

    /// <summary>The summary of a metric.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for; the message lists those that were.</exception>
    public MetricSummary this[string metric] =>
        Summaries.FirstOrDefault(summary => summary.Name == metric)
        ?? throw new KeyNotFoundException($"No metric '{metric}' was evaluated, only {string.Join(", ", Summaries.Select(summary => summary.Name))}.");
}
