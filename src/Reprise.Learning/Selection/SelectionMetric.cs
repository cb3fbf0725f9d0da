namespace Reprise.Learning.Selection;

/// <summary>A metric's name, and whether a lower value is better.</summary>
public readonly record struct SelectionMetric(string Name, bool LowerIsBetter);
