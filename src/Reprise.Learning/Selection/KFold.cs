using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>K folds of nearly equal size: each row is tested once. Without shuffling, folds are runs of neighbouring rows.</summary>
/// <remarks>With a seed, the folds are those of scikit-learn's <c>KFold(shuffle=True, random_state=seed)</c>.</remarks>
public sealed record KFold : IShuffledSplitter
{
    /// <summary>Number of folds, at least 2 and at most the rows. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the shuffling; null for rows in their order. Default null.</summary>
    public uint? ShuffleSeed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input) => ((IShuffledSplitter)this).Split(input, SplitRules.Stream(ShuffleSeed));

    IReadOnlyList<Fold> IShuffledSplitter.Split(SplitInput input, NumpyRandom? random)
    {
        ArgumentNullException.ThrowIfNull(input);
        SplitRules.Folds(Folds, input.Rows, "rows", nameof(KFold));
        var order = new int[input.Rows];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        random?.Shuffle<int>(order);
        var assignment = new int[order.Length];
        var (size, larger) = Math.DivRem(order.Length, Folds);
        for (var (fold, at) = (0, 0); fold < Folds; fold++)
        {
            for (var end = at + size + (fold < larger ? 1 : 0); at < end; at++)
            {
                assignment[order[at]] = fold;
            }
        }

        return Fold.FromAssignment(assignment, Folds);
    }
}
