namespace Reprise.Learning.Metrics;

/// <summary>A point of a ROC curve: the rates when scores of at least <paramref name="Threshold"/> count as positive (+∞: none).</summary>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);
