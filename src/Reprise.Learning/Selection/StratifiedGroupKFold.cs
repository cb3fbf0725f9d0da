using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>K folds in which each group is tested as a whole and classes keep their shares as far as the groups allow.</summary>
/// <remarks>
/// Groups, those with the most uneven classes first, go one by one to the fold where the classes' shares then vary least. Without a seed the folds are
/// those of scikit-learn's <c>StratifiedGroupKFold</c>; with one they are not, because scikit-learn up to 1.2 shuffles the class counts away from their groups.
/// O(groups · folds² · classes).
/// </remarks>
public sealed record StratifiedGroupKFold : IShuffledSplitter
{
    /// <summary>Number of folds, at least 2, at most the groups and the rows of the largest class. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the order among equal groups; null for ascending group numbers. Default null.</summary>
    public uint? ShuffleSeed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input) => ((IShuffledSplitter)this).Split(input, SplitRules.Stream(ShuffleSeed));

    IReadOnlyList<Fold> IShuffledSplitter.Split(SplitInput input, NumpyRandom? random)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = input.ClassesFor(nameof(StratifiedGroupKFold));
        var groups = input.GroupsFor(nameof(StratifiedGroupKFold));
        var classCounts = SplitInput.Count(classes);
        var groupCount = SplitInput.Count(groups).Length;
        SplitRules.Folds(Folds, groupCount, "groups", nameof(StratifiedGroupKFold));
        SplitRules.Folds(Folds, classCounts.Max(), "rows of the largest class", nameof(StratifiedGroupKFold));

        var counts = new int[groupCount, classCounts.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            counts[groups[row], classes[row]]++;
        }

        var order = random?.Permutation(groupCount) ?? [.. Enumerable.Range(0, groupCount)];
        var balance = new ClassBalance(Folds, classCounts, counts);
        var foldOfGroup = new int[groupCount];
        foreach (var group in order.OrderByDescending(balance.Unevenness))         // stable: equal groups keep the drawn order
        {
            foldOfGroup[group] = balance.Place(group);
        }

        var assignment = new int[groups.Length];
        for (var row = 0; row < assignment.Length; row++)
        {
            assignment[row] = foldOfGroup[groups[row]];
        }

        return Fold.FromAssignment(assignment, Folds);
    }

    /// <summary>Rows per fold and class while groups are placed.</summary>
    private sealed class ClassBalance(int folds, int[] classCounts, int[,] groupCounts)
    {
        private readonly long[,] _rows = new long[folds, classCounts.Length];
        private readonly double[] _shares = new double[folds];

        public double Unevenness(int group)
        {
            var counts = new double[classCounts.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = groupCounts[group, i];
            }

            return Deviation(counts);
        }

        /// <summary>Adds a group to its best fold: least variation of shares, then fewest rows.</summary>
        public int Place(int group)
        {
            var (best, bestVariation, bestRows) = (0, double.PositiveInfinity, long.MaxValue);
            for (var fold = 0; fold < folds; fold++)
            {
                Add(fold, group, 1);
                var variation = Variation();
                Add(fold, group, -1);
                var rows = 0L;
                for (var i = 0; i < classCounts.Length; i++)
                {
                    rows += _rows[fold, i];
                }

                if (variation < bestVariation || (IsClose(variation, bestVariation) && rows < bestRows))
                {
                    (best, bestVariation, bestRows) = (fold, variation, rows);
                }
            }

            Add(best, group, 1);
            return best;
        }

        private double Variation()
        {
            var sum = 0.0;
            for (var i = 0; i < classCounts.Length; i++)
            {
                for (var fold = 0; fold < folds; fold++)
                {
                    _shares[fold] = (double)_rows[fold, i] / classCounts[i];
                }

                sum += Deviation(_shares);
            }

            return sum / classCounts.Length;
        }

        private void Add(int fold, int group, int sign)
        {
            for (var i = 0; i < classCounts.Length; i++)
            {
                _rows[fold, i] += sign * groupCounts[group, i];
            }
        }

        private static double Deviation(double[] values)
        {
            var mean = values.Sum() / values.Length;
            var squares = 0.0;
            foreach (var value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            return Math.Sqrt(squares / values.Length);
        }

        /// <summary>NumPy's default <c>isclose</c>.</summary>
        private static bool IsClose(double a, double b) => Math.Abs(a - b) <= 1e-8 + (1e-5 * Math.Abs(b));
    }
}
