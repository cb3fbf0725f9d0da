namespace Reprise.Learning.Svm;

/// <summary>Rows of a kernel matrix over two runs of rows of a block, computed when asked for, the least recently used dropped when there is no more room.</summary>
/// <remarks>Values are computed in double and kept in single precision, as libsvm keeps them. What is in the cache never changes a value. Not thread-safe.</remarks>
internal sealed class KernelRowCache
{
    /// <summary>Rows computed together: as many as a tile of <see cref="RowProducts"/> takes.</summary>
    public const int Batch = 4;

    private const int ChunkRows = 256;

    private readonly RowBlock _block;
    private readonly KernelFunction _kernel;
    private readonly (int Start, int Count) _first;
    private readonly (int Start, int Count) _second;
    private readonly int _workers;
    private readonly float[]?[] _rows;
    private readonly int[] _newer;
    private readonly int[] _older;
    private readonly int _capacity;
    private int _newest = -1;
    private int _oldest = -1;
    private int _held;

    /// <summary>A cache over the rows of two runs, the second after the first.</summary>
    public KernelRowCache(RowBlock block, KernelFunction kernel, (int Start, int Count) first, (int Start, int Count) second, long bytes, int workers)
    {
        (_block, _kernel, _first, _second, _workers) = (block, kernel, first, second, workers);
        Count = first.Count + second.Count;
        _rows = new float[Count][];
        _newer = new int[Count];
        _older = new int[Count];
        _capacity = (int)Math.Clamp(bytes / (sizeof(float) * (long)Count), 2 * Batch, Math.Max(2 * Batch, Count));
        Diagonal = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var square = block.Squares[Of(i)];
            Diagonal[i] = square;
            kernel.Apply(Diagonal.AsSpan(i, 1), square, block.Squares.AsSpan(Of(i), 1));
        }
    }

    /// <summary>Rows and columns of the kernel matrix.</summary>
    public int Count { get; }

    /// <summary>The kernel of each row with itself.</summary>
    public double[] Diagonal { get; }

    /// <summary>Whether a row needs no computing.</summary>
    public bool Holds(int row) => _rows[row] is not null;

    /// <summary>One row of the kernel matrix; valid until <see cref="Batch"/> other rows were asked for.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        if (!Holds(row))
        {
            Load([row]);
        }

        Unlink(row);
        Link(row);
        return _rows[row];
    }

    /// <summary>Computes up to <see cref="Batch"/> different rows, none of which is held, at once.</summary>
    public void Load(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            float[]? room = null;
            if (_held == _capacity)
            {
                var oldest = _oldest;
                Unlink(oldest);
                room = _rows[oldest];
                _rows[oldest] = null;
                _held--;
            }

            _rows[row] = room ?? new float[Count];
            _held++;
            Link(row);
        }

        var named = new int[rows.Length];
        for (var i = 0; i < named.Length; i++)
        {
            named[i] = Of(rows[i]);
        }

        var targets = new float[rows.Length][];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = _rows[rows[i]]!;
        }

        Fill(named, targets, _first, 0);
        Fill(named, targets, _second, _first.Count);
    }

    private void Fill(int[] rows, float[][] targets, (int Start, int Count) run, int at)
    {
        var chunks = (run.Count + ChunkRows - 1) / ChunkRows;
        if (_workers > 1 && chunks > 1)
        {
            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = _workers }, chunk => FillChunk(rows, targets, run, at, chunk));
            return;
        }

        for (var chunk = 0; chunk < chunks; chunk++)
        {
            FillChunk(rows, targets, run, at, chunk);
        }
    }

    private void FillChunk(int[] rows, float[][] targets, (int Start, int Count) run, int at, int chunk)
    {
        Span<double> buffer = stackalloc double[Batch * ChunkRows];
        var from = chunk * ChunkRows;
        var count = Math.Min(ChunkRows, run.Count - from);
        var values = buffer[..(rows.Length * count)];
        RowProducts.Multiply(_block, rows, _block, run.Start + from, values);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = values.Slice(i * count, count);
            _kernel.Apply(row, _block.Squares[rows[i]], _block.Squares.AsSpan(run.Start + from, count));
            var target = targets[i].AsSpan(at + from, count);
            for (var k = 0; k < target.Length; k++)
            {
                target[k] = (float)row[k];
            }
        }
    }

    private int Of(int row) => row < _first.Count ? _first.Start + row : _second.Start + row - _first.Count;

    private void Link(int row)
    {
        (_newer[row], _older[row]) = (-1, _newest);
        if (_newest >= 0)
        {
            _newer[_newest] = row;
        }
        else
        {
            _oldest = row;
        }

        _newest = row;
    }

    private void Unlink(int row)
    {
        var (newer, older) = (_newer[row], _older[row]);
        if (newer >= 0)
        {
            _older[newer] = older;
        }
        else
        {
            _newest = older;
        }

        if (older >= 0)
        {
            _newer[older] = newer;
        }
        else
        {
            _oldest = newer;
        }
    }
}
