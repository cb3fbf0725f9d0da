namespace Reprise.Learning.Boosting;

/// <summary>A node of a growing tree.</summary>
internal sealed class GrowingNode
{
    /// <summary>Its place among the tree's nodes.</summary>
    public required int Index { get; init; }

    /// <summary>Its first row in the partition.</summary>
    public required int Start { get; init; }

    /// <summary>Its rows.</summary>
    public required int Count { get; init; }

    /// <summary>Splits above it.</summary>
    public required int Depth { get; init; }

    /// <summary>Packed sums of its rows.</summary>
    public required long Total { get; init; }

    /// <summary>The least value its leaves may take, where columns are monotone.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value its leaves may take, where columns are monotone.</summary>
    public double Upper { get; init; } = double.PositiveInfinity;

    /// <summary>Sums by column and bin, while it may be split.</summary>
    public long[]? Histogram { get; set; }

    /// <summary>Its best split.</summary>
    public BoostedSplit Split { get; set; } = BoostedSplit.None;

    /// <summary>What the split gains, after what the node itself scores; in the loss's unit.</summary>
    public double Gain { get; set; }
}
