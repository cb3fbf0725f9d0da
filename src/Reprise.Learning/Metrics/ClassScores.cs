namespace Reprise.Learning.Metrics;

/// <summary>Precision, recall and F1 of one class (or an average over classes), each in [0, 1], and how many rows the class has.</summary>
public sealed record ClassScores(string Label, double Precision, double Recall, double F1, long Support);
