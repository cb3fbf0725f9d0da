using Reprise.Learning.Metrics;

namespace Reprise.Learning.Selection;

/// <summary>One evaluated fold: its number from 0, of how many, its row counts, and each metric's value by name.</summary>
public sealed record FoldResult(int Index, int Count, int TrainRows, int TestRows, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Truth against prediction of the fold's test rows.</summary>
    public required ConfusionMatrix Confusion { get; init; }
}
