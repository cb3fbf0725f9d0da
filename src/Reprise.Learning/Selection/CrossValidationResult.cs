using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection;

/// <summary>What cross-validation found.</summary>
public sealed class CrossValidationResult
{
    private readonly int[] _testedRows;

    internal CrossValidationResult(IReadOnlyList<FoldResult> folds, IReadOnlyList<MetricSummary> summaries, int[] testedRows, ClassificationOutcome outOfFold) =>
        (Folds, Summaries, _testedRows, OutOfFold) = (folds, summaries, testedRows, outOfFold);

    /// <summary>Each fold with its metrics, in order.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>Mean and deviation over folds, in the order the metrics were asked for.</summary>
    public IReadOnlyList<MetricSummary> Summaries { get; }

    /// <summary>The rows that were tested at least once, ascending; all of them unless the splitter draws.</summary>
    public ReadOnlySpan<int> TestedRows => _testedRows;

    /// <summary>Truth and prediction of <see cref="TestedRows"/> by models that did not see them; probabilities of rows tested several times are averaged.</summary>
    public ClassificationOutcome OutOfFold { get; }

    /// <summary>The summary of a metric.</summary>
    /// <exception cref="KeyNotFoundException">The metric was not asked for; the message lists those that were.</exception>
    public MetricSummary this[string metric] =>
        Summaries.FirstOrDefault(summary => summary.Name == metric)
        ?? throw new KeyNotFoundException($"No metric '{metric}' was evaluated, only {string.Join(", ", Summaries.Select(summary => summary.Name))}.");
}
