using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>Independent random splits into training and test rows, in random order. The splits of scikit-learn's <c>ShuffleSplit</c>.</summary>
public sealed record ShuffleSplit : ISplitter
{
    /// <summary>Number of splits, at least 1. Default 10.</summary>
    public int Splits { get; init; } = 10;

    /// <summary>Part of the rows to test on, in (0, 1), rounded up. Default 0.1.</summary>
    public double TestFraction { get; init; } = 0.1;

    /// <summary>Seed of the draws. Default 0.</summary>
    public uint Seed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Require.InRange(Splits, 1, int.MaxValue, nameof(ShuffleSplit));
        var (_, test) = SplitRules.Sizes(input.Rows, TestFraction, nameof(ShuffleSplit));

        var random = new NumpyRandom(Seed);
        var folds = new Fold[Splits];
        for (var i = 0; i < folds.Length; i++)
        {
            var order = random.Permutation(input.Rows);
            folds[i] = new Fold(order[test..], order[..test]);
        }

        return folds;
    }
}
