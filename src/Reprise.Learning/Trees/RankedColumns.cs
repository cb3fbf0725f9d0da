using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>Training data as trees read it: column by column, each value replaced by its rank among the column's distinct values.</summary>
/// <remarks>Splits then compare and count integers only. Built once per fit in O(rows · log rows · columns); read by all workers.</remarks>
internal sealed class RankedColumns
{
    private readonly int[] _ranks;
    private readonly double[] _values;
    private readonly int[] _offsets;

    public RankedColumns(MatrixView x, CancellationToken cancellationToken)
    {
        Rows = x.Rows;
        Columns = x.Columns;
        _ranks = new int[x.Rows * x.Columns];
        _offsets = new int[x.Columns + 1];
        var distinct = new List<double>(x.Rows);
        var column = new double[x.Rows];
        var order = new int[x.Rows];
        for (var i = 0; i < x.Columns; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x.CopyColumn(i, column);
            for (var row = 0; row < order.Length; row++)
            {
                order[row] = row;
            }

            column.AsSpan().Sort(order.AsSpan());
            var ranks = _ranks.AsSpan(i * Rows, Rows);
            var rank = -1;
            for (var at = 0; at < order.Length; at++)
            {
                if (at == 0 || column[at] != column[at - 1])
                {
                    distinct.Add(column[at] + 0.0);             // −0 and 0 are one value: always write it as 0
                    rank++;
                }

                ranks[order[at]] = rank;
            }

            _offsets[i + 1] = distinct.Count;
        }

        _values = [.. distinct];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The ranks of one column, row by row.</summary>
    public ReadOnlySpan<int> Ranks(int column) => _ranks.AsSpan(column * Rows, Rows);

    /// <summary>Number of distinct values of one column.</summary>
    public int DistinctValues(int column) => _offsets[column + 1] - _offsets[column];

    /// <summary>A threshold between two ranks of a column: their midpoint, or the lower value where the midpoint rounds to the upper.</summary>
    public double Threshold(int column, int lower, int upper)
    {
        var (low, high) = (_values[_offsets[column] + lower], _values[_offsets[column] + upper]);
        var middle = (low / 2) + (high / 2);
        return middle >= low && middle < high ? middle : low;
    }
}
