namespace Reprise.Learning.Metrics;

/// <summary>A point of a precision-recall curve: the rates when scores of at least <paramref name="Threshold"/> count as positive.</summary>
public readonly record struct PrecisionRecallPoint(double Precision, double Recall, double Threshold);
