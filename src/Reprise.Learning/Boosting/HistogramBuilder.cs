namespace Reprise.Learning.Boosting;

/// <summary>Sums the packed gradients of a node's rows by column and bin, on several workers where the node is large. One per growing tree.</summary>
internal sealed class HistogramBuilder(BinnedData data, ParallelOptions parallel)
{
    /// <summary>Rows a worker should have before another one helps.</summary>
    private const int RowsPerWorker = 16_384;

    private readonly int _workers = Math.Max(1, parallel.MaxDegreeOfParallelism);
    private readonly Stack<long[]> _pool = [];
    private readonly Scratch?[] _scratch = new Scratch[Math.Max(1, parallel.MaxDegreeOfParallelism)];

    /// <summary>A histogram with unspecified content.</summary>
    public long[] Rent() => _pool.TryPop(out var histogram) ? histogram : new long[data.HistogramLength];

    /// <summary>Takes a histogram back.</summary>
    public void Return(long[] histogram) => _pool.Push(histogram);

    /// <summary>Fills a histogram with the sums over some rows.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="start">First of <paramref name="rows"/> that counts.</param>
    /// <param name="count">How many count.</param>
    /// <param name="gradients">Packed gradients of all rows.</param>
    /// <param name="total">Their sum over the rows that count.</param>
    /// <param name="histogram">What is filled.</param>
    public void Build(int[] rows, int start, int count, long[] gradients, long total, long[] histogram)
    {
        var workers = Math.Clamp(count / RowsPerWorker, 1, _workers);
        Array.Clear(histogram);
        if (workers == 1)
        {
            AddRange(rows.AsSpan(start, count), gradients, histogram, _scratch[0] ??= new Scratch(data));
        }
        else
        {
            var parts = new long[workers][];
            parts[0] = histogram;
            for (var i = 1; i < workers; i++)
            {
                parts[i] = Rent();
                Array.Clear(parts[i]);
            }

            Parallel.For(0, workers, parallel, i =>
            {
                var (from, to) = ((int)((long)count * i / workers), (int)((long)count * (i + 1) / workers));
                AddRange(rows.AsSpan(start + from, to - from), gradients, parts[i], _scratch[i] ??= new Scratch(data));
            });
            for (var i = 1; i < workers; i++)
            {
                HistogramKernel.Add(histogram, parts[i]);
                Return(parts[i]);
            }
        }

        AddDefaults(total, histogram);
    }

    private void AddRange(ReadOnlySpan<int> rows, long[] gradients, long[] histogram, Scratch scratch)
    {
        var gathered = scratch.Gradients;
        for (var from = 0; from < rows.Length; from += HistogramKernel.Chunk)
        {
            var chunk = rows[from..Math.Min(rows.Length, from + HistogramKernel.Chunk)];
            for (var i = 0; i < chunk.Length; i++)
            {
                gathered[i] = gradients[chunk[i]];
            }

            foreach (var panel in data.Dense)
            {
                HistogramKernel.Add(panel, chunk, gathered, histogram, scratch.Words);
            }

            foreach (var panel in data.Sparse)
            {
                HistogramKernel.Add(panel, chunk, gathered, histogram);
            }
        }
    }

    /// <summary>The unlisted bin of a sparse column has what the node has and the listed ones have not.</summary>
    private void AddDefaults(long total, long[] histogram)
    {
        var bins = data.DefaultBins;
        for (var i = 0; i < bins.Length; i++)
        {
            if (bins[i] >= 0)
            {
                var offset = data.Offsets[i];
                histogram[offset + bins[i]] = total - HistogramKernel.Sum(histogram.AsSpan(offset, data.Bins[i].Bins));
            }
        }
    }

    private sealed class Scratch(BinnedData data)
    {
        public long[] Gradients { get; } = new long[HistogramKernel.Chunk];

        public ulong[] Words { get; } = new ulong[data.Dense.Length == 0 ? 0 : HistogramKernel.Chunk * data.Dense.Max(panel => panel.Words)];
    }
}
