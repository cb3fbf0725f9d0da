using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection.Searches;

/// <summary>A point of a learning or validation curve: mean and deviation over folds of each metric on training and on test rows.</summary>
/// <param name="At">Number of training rows, in the fold with the fewest (learning curve), or position in the list of values (validation curve).</param>
/// <param name="Value">The parameter's value as text; null on a learning curve.</param>
/// <param name="Train">On the rows it was fitted on.</param>
/// <param name="Test">On the test rows.</param>
public sealed record CurvePoint(int At, string? Value, IReadOnlyList<MetricSummary> Train, IReadOnlyList<MetricSummary> Test);
