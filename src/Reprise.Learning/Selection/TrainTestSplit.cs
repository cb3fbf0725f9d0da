namespace Reprise.Learning.Selection;

/// <summary>One random split into training and test rows. The split of scikit-learn's <c>train_test_split</c>.</summary>
public sealed record TrainTestSplit : ISplitter
{
    /// <summary>Part of the rows to test on, in (0, 1), rounded up. Default 0.25.</summary>
    public double TestFraction { get; init; } = 0.25;

    /// <summary>Whether every class keeps its share on both sides. Default false.</summary>
    public bool Stratify { get; init; }

    /// <summary>Seed of the draw. Default 0.</summary>
    public uint Seed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input) =>
        Stratify
            ? new StratifiedShuffleSplit { Splits = 1, TestFraction = TestFraction, Seed = Seed }.Split(input)
            : new ShuffleSplit { Splits = 1, TestFraction = TestFraction, Seed = Seed }.Split(input);
}
