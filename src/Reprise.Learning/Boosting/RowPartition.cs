namespace Reprise.Learning.Boosting;

/// <summary>The rows of a growing tree, those of each node side by side and in ascending order.</summary>
internal sealed class RowPartition(int rows, ParallelOptions parallel)
{
    private const int RowsPerWorker = 32_768;

    private readonly int _workers = Math.Max(1, parallel.MaxDegreeOfParallelism);
    private readonly int[] _moved = GC.AllocateUninitializedArray<int>(rows);

    /// <summary>Row numbers.</summary>
    public int[] Rows { get; } = GC.AllocateUninitializedArray<int>(rows);

    /// <summary>Moves the rows of a node that go left before the others, keeping the order on both sides; returns how many they are.</summary>
    /// <param name="start">First place of the node.</param>
    /// <param name="count">Rows of the node.</param>
    /// <param name="bins">The split column.</param>
    /// <param name="left">1 for each bin that goes left, else 0; 256 entries.</param>
    public int Split(int start, int count, byte[] bins, byte[] left)
    {
        var workers = Math.Clamp(count / RowsPerWorker, 1, _workers);
        if (workers == 1)
        {
            var lefts = SplitPart(start, count, bins, left);
            _moved.AsSpan(start, count - lefts).CopyTo(Rows.AsSpan(start + lefts));
            return lefts;
        }

        var counts = new int[workers];
        var starts = new int[workers + 1];
        for (var i = 0; i <= workers; i++)
        {
            starts[i] = start + (int)((long)count * i / workers);
        }

        Parallel.For(0, workers, parallel, i => counts[i] = SplitPart(starts[i], starts[i + 1] - starts[i], bins, left));
        var all = 0;
        for (var i = 0; i < workers; i++)                       // lefts only move towards the start, so that none is written over before it is read
        {
            Rows.AsSpan(starts[i], counts[i]).CopyTo(Rows.AsSpan(start + all));
            all += counts[i];
        }

        var at = start + all;
        for (var i = 0; i < workers; i++)
        {
            var rights = starts[i + 1] - starts[i] - counts[i];
            _moved.AsSpan(starts[i], rights).CopyTo(Rows.AsSpan(at));
            at += rights;
        }

        return all;
    }

    private int SplitPart(int start, int count, byte[] bins, byte[] left)
    {
        var rows = Rows.AsSpan(start, count);
        var moved = _moved.AsSpan(start, count);
        var (lefts, rights) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            int isLeft = left[bins[row]];
            rows[lefts] = row;
            moved[rights] = row;
            lefts += isLeft;
            rights += 1 - isLeft;
        }

        return lefts;
    }
}
