namespace Reprise.Learning.Explanation;

/// <summary>The values of one feature that predictions were averaged at: as text, and as numbers (NaN where the column is text).</summary>
public sealed record DependenceAxis(string Feature, IReadOnlyList<string> Labels, IReadOnlyList<double> Values);
