using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>Training data as trees read it: column by column, each value replaced by its rank among the column's distinct values.</summary>
/// <remarks>
/// Splits then compare and count small integers only: a rank takes one byte where a column has at most 256 distinct values, two up to 65,536, else four.
/// Built once per fit, columns side by side in parallel, in O(rows · columns), or O(rows · log rows) for a column of many distinct values; read by all workers.
/// </remarks>
internal sealed class RankedColumns
{
    /// <summary>Columns ranked together, where there are many: their values of a row lie in a few neighbouring cache lines.</summary>
    private const int Block = 64;

    /// <summary>Smaller data lie in the processor's own cache, whatever their order.</summary>
    private const int RowsFrom = 1 << 20;

    private readonly byte[] _bytes;
    private readonly byte[] _rowBytes;
    private readonly ushort[]?[] _shorts;
    private readonly int[]?[] _integers;
    private readonly double[][] _values;
    private readonly bool[] _mostlyLowest;

    public RankedColumns(MatrixView x, int maxWorkers, CancellationToken cancellationToken)
    {
        Rows = x.Rows;
        Columns = x.Columns;
        _bytes = GC.AllocateUninitializedArray<byte>(Rows * Columns);
        _shorts = new ushort[]?[Columns];
        _integers = new int[]?[Columns];
        _values = new double[Columns][];
        _mostlyLowest = new bool[Columns];
        var block = Columns >= 4 * Block ? Block : 8;
        Parallel.For(
            0,
            (Columns + block - 1) / block,
            new ParallelOptions { MaxDegreeOfParallelism = maxWorkers, CancellationToken = cancellationToken },
            () => new ColumnRanker(block),
            (i, _, ranker) =>
            {
                Rank(x, i * block, Math.Min(block, Columns - (i * block)), ranker);
                return ranker;
            },
            _ => { });
        _rowBytes = _bytes.Length >= RowsFrom && Array.Exists(_values, values => values.Length <= 1 + byte.MaxValue) ? ByRow() : [];
    }

    /// <summary>All one-byte ranks a second time, row by row: a small node finds its few rows together here (<see cref="RankBatch"/>). Empty where there is nothing to gain.</summary>
    public ReadOnlySpan<byte> RowBytes => _rowBytes;

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The ranks of one column, row by row, where they fit in bytes; else empty.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => DistinctValues(column) <= 1 + byte.MaxValue ? _bytes.AsSpan(column * Rows, Rows) : default;

    /// <summary>The ranks of one column, row by row, where they need two bytes; else empty.</summary>
    public ReadOnlySpan<ushort> Shorts(int column) => _shorts[column];

    /// <summary>The ranks of one column, row by row, where they need four bytes; else empty.</summary>
    public ReadOnlySpan<int> Integers(int column) => _integers[column];

    /// <summary>Whether at least half of a column of one-byte ranks is its lowest value, as zeros are in sparse data.</summary>
    public bool MostlyLowest(int column) => _mostlyLowest[column];

    /// <summary>Number of distinct values of one column.</summary>
    public int DistinctValues(int column) => _values[column].Length;

    /// <summary>The distinct values of one column in ascending order, −0 written as 0.</summary>
    public ReadOnlySpan<double> Values(int column) => _values[column];

    /// <summary>Copies the ranks of some rows.</summary>
    public void Gather(int column, ReadOnlySpan<int> rows, Span<int> destination)
    {
        if (_integers[column] is { } integers)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                destination[i] = integers[rows[i]];
            }
        }
        else if (_shorts[column] is { } shorts)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                destination[i] = shorts[rows[i]];
            }
        }
        else
        {
            var bytes = Bytes(column);
            for (var i = 0; i < rows.Length; i++)
            {
                destination[i] = bytes[rows[i]];
            }
        }
    }

    /// <summary>A threshold between two ranks of a column: their midpoint, or the lower value where the midpoint rounds to the upper.</summary>
    public double Threshold(int column, int lower, int upper)
    {
        var (low, high) = (_values[column][lower], _values[column][upper]);
        var middle = (low / 2) + (high / 2);
        return middle >= low && middle < high ? middle : low;
    }

    private byte[] ByRow()
    {
        const int Tile = 64;
        var rows = GC.AllocateUninitializedArray<byte>(_bytes.Length);
        for (var first = 0; first < Rows; first += Tile)
        {
            var last = Math.Min(Rows, first + Tile);
            for (var column = 0; column < Columns; column++)
            {
                var at = (first * Columns) + column;
                foreach (var rank in _bytes.AsSpan((column * Rows) + first, last - first))
                {
                    rows[at] = rank;
                    at += Columns;
                }
            }
        }

        return rows;
    }

    private void Rank(MatrixView x, int first, int count, ColumnRanker ranker)
    {
        ranker.Start(count);
        for (var row = 0; row < Rows && ranker.AnyNarrow; row++)
        {
            ranker.AddRow(x.Row(row).Slice(first, count), _bytes, (first * Rows) + row, Rows);
        }

        for (var i = 0; i < count; i++)
        {
            var column = first + i;
            var bytes = _bytes.AsSpan(column * Rows, Rows);
            if (ranker.TryFinish(i, bytes, out _values[column]))
            {
                _mostlyLowest[column] = bytes.Count((byte)0) >= (Rows + 1) / 2;
                continue;
            }

            var ranks = ColumnRanker.Sort(x, column, out _values[column]);
            if (_values[column].Length > 1 + ushort.MaxValue)
            {
                _integers[column] = ranks;
            }
            else if (_values[column].Length > 1 + byte.MaxValue)
            {
                _shorts[column] = Array.ConvertAll(ranks, rank => (ushort)rank);
            }
        }
    }
}
