namespace Reprise.Learning.Trees;

/// <summary>When a tree stops growing, how many features it draws per split and how it cuts them; already checked.</summary>
internal readonly record struct TreeLimits
{
    public required int MaxDepth { get; init; }

    public required int MinSamplesSplit { get; init; }

    public required int MinSamplesLeaf { get; init; }

    public required double MinImpurityDecrease { get; init; }

    /// <summary>Most leaves; <see cref="int.MaxValue"/> for no limit.</summary>
    public required int MaxLeafNodes { get; init; }

    public required int Features { get; init; }

    /// <summary>Whether cuts are drawn instead of searched.</summary>
    public bool RandomCuts { get; init; }
}
