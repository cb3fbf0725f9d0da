using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>K folds in each of which every class has nearly its share of rows; each row is tested once.</summary>
/// <remarks>
/// The folds are those of scikit-learn's <c>StratifiedKFold</c>, with a seed those of <c>shuffle=True, random_state=seed</c>. A class with fewer rows
/// than folds is missing from some test folds; at least one class must have a row for each.
/// </remarks>
public sealed record StratifiedKFold : IShuffledSplitter
{
    /// <summary>Number of folds, at least 2 and at most the rows of the largest class. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the shuffling within classes; null for rows in their order. Default null.</summary>
    public uint? ShuffleSeed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input) => ((IShuffledSplitter)this).Split(input, SplitRules.Stream(ShuffleSeed));

    IReadOnlyList<Fold> IShuffledSplitter.Split(SplitInput input, NumpyRandom? random)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = ByAppearance(input.ClassesFor(nameof(StratifiedKFold)));
        var counts = SplitInput.Count(classes);
        SplitRules.Folds(Folds, counts.DefaultIfEmpty().Max(), "rows of the largest class", nameof(StratifiedKFold));

        var allocation = Allocate(counts);
        var assignment = new int[classes.Length];
        for (var index = 0; index < counts.Length; index++)
        {
            var folds = new List<int>(counts[index]);
            for (var fold = 0; fold < Folds; fold++)
            {
                folds.AddRange(Enumerable.Repeat(fold, allocation[fold, index]));
            }

            var drawn = folds.ToArray();
            random?.Shuffle<int>(drawn);
            for (var (row, next) = (0, 0); row < classes.Length; row++)
            {
                if (classes[row] == index)
                {
                    assignment[row] = drawn[next++];
                }
            }
        }

        return Fold.FromAssignment(assignment, Folds);
    }

    /// <summary>Rows per fold and class: as if rows sorted by class were dealt out in turn.</summary>
    private int[,] Allocate(int[] counts)
    {
        var allocation = new int[Folds, counts.Length];
        for (var (index, at) = (0, 0); index < counts.Length; index++)
        {
            for (var i = 0; i < counts[index]; i++, at++)
            {
                allocation[at % Folds, index]++;
            }
        }

        return allocation;
    }

    /// <summary>Numbers classes in the order in which they first occur.</summary>
    private static int[] ByAppearance(ReadOnlySpan<int> classes)
    {
        var index = new Dictionary<int, int>();
        var result = new int[classes.Length];
        for (var row = 0; row < result.Length; row++)
        {
            index.TryAdd(classes[row], index.Count);
            result[row] = index[classes[row]];
        }

        return result;
    }
}
