namespace Reprise.Learning.Selection;

/// <summary>Rows to train on and rows to test on, as 0-based indices; no row is in both.</summary>
public sealed class Fold
{
    private readonly int[] _train;
    private readonly int[] _test;

    internal Fold(int[] train, int[] test) => (_train, _test) = (train, test);

    /// <summary>Rows to train on.</summary>
    public ReadOnlySpan<int> Train => _train;

    /// <summary>Rows to test on.</summary>
    public ReadOnlySpan<int> Test => _test;

    internal ReadOnlyMemory<int> TrainMemory => _train;

    internal ReadOnlyMemory<int> TestMemory => _test;

    /// <summary>One fold per number in <paramref name="foldOfRow"/>: its rows are the test rows, all others train; both ascending.</summary>
    internal static Fold[] FromAssignment(ReadOnlySpan<int> foldOfRow, int folds)
    {
        var sizes = new int[folds];
        foreach (var fold in foldOfRow)
        {
            sizes[fold]++;
        }

        var result = new Fold[folds];
        for (var fold = 0; fold < folds; fold++)
        {
            var (train, test) = (new int[foldOfRow.Length - sizes[fold]], new int[sizes[fold]]);
            var (trained, tested) = (0, 0);
            for (var row = 0; row < foldOfRow.Length; row++)
            {
                if (foldOfRow[row] == fold)
                {
                    test[tested++] = row;
                }
                else
                {
                    train[trained++] = row;
                }
            }

            result[fold] = new Fold(train, test);
        }

        return result;
    }
}
