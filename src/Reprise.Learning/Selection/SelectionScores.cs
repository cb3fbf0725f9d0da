namespace Reprise.Learning.Selection;

/// <summary>Metrics of one fit, a list per test rows, and how long fitting took where a clock was given.</summary>
public sealed record SelectionScores(IReadOnlyList<IReadOnlyList<double>> Values, TimeSpan? FitTime);
