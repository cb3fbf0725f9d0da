using Reprise.Core.Matrices;

namespace Reprise.Learning.Boosting;

/// <summary>Training data for exact splits: each column's values, and its rows in ascending order of them. O(rows · log rows · columns).</summary>
internal sealed class SortedColumns
{
    private readonly double[][] _values;
    private readonly int[][] _orders;

    public SortedColumns(MatrixView x)
    {
        Rows = x.Rows;
        _values = new double[x.Columns][];
        _orders = new int[x.Columns][];
        for (var i = 0; i < x.Columns; i++)
        {
            var (values, order) = (new double[x.Rows], new int[x.Rows]);
            x.CopyColumn(i, values);
            for (var row = 0; row < order.Length; row++)
            {
                order[row] = row;
            }

            Array.Sort(order, (a, b) => values[a].CompareTo(values[b]) is var sign && sign != 0 ? sign : a.CompareTo(b));
            (_values[i], _orders[i]) = (values, order);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => _values.Length;

    /// <summary>The values of a column, by row.</summary>
    public double[] Values(int column) => _values[column];

    /// <summary>The rows by the values of a column, ascending; equals by row.</summary>
    public ReadOnlySpan<int> Order(int column) => _orders[column];
}
