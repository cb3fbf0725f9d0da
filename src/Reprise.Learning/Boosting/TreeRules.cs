namespace Reprise.Learning.Boosting;

/// <summary>The parameters a growing tree needs, checked.</summary>
internal sealed record TreeRules
{
    public required GrowthPolicy Policy { get; init; }

    public required double LearningRate { get; init; }

    public required int MaxDepth { get; init; }

    public required int MaxLeaves { get; init; }

    public required double MinChildWeight { get; init; }

    public required int MinSamplesLeaf { get; init; }

    public required double L1 { get; init; }

    public required double L2 { get; init; }

    public required double MinSplitGain { get; init; }

    public required double CategorySmoothing { get; init; }

    /// <summary>One per column, or empty for none.</summary>
    public required MonotoneConstraint[] Monotone { get; init; }
}
