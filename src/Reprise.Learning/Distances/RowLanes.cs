using System.Runtime.CompilerServices;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Distances;

/// <summary>A copy of a matrix in groups of eight rows, column by column within a group, so that eight rows are compared at once.</summary>
/// <remarks>The last group is filled up with its last row. Every row is computed in a lane of its own: what its neighbours are changes no bit of it.</remarks>
internal sealed class RowLanes
{
    /// <summary>Rows in a group.</summary>
    public const int Lanes = 8;

    private readonly double[] _values;

    private RowLanes(int rows, int columns)
    {
        (Rows, Columns, Groups) = (rows, columns, (int)(((long)rows + Lanes - 1) / Lanes));
        var length = (long)Groups * Lanes * columns;
        _values = length <= Array.MaxLength ? new double[length] : throw new ArgumentException($"{rows} × {columns} values are too many to be grouped.", nameof(rows));
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows { get; }

    /// <summary>Columns of the matrix.</summary>
    public int Columns { get; }

    /// <summary>Groups of <see cref="Lanes"/> rows, the last perhaps filled up.</summary>
    public int Groups { get; }

    /// <summary>Groups of all rows, in order. O(rows · columns).</summary>
    public static RowLanes Of(MatrixView x)
    {
        var lanes = new RowLanes(x.Rows, x.Columns);
        Pack(x.Values, x.Columns, lanes._values);
        return lanes;
    }

    /// <summary>Groups of the given rows, in the given order. O(rows · columns).</summary>
    public static RowLanes Of(MatrixView x, ReadOnlySpan<int> rows)
    {
        var lanes = new RowLanes(rows.Length, x.Columns);
        for (var at = 0; at < lanes.Groups * Lanes; at++)
        {
            PutRow(x.Row(rows[Math.Min(at, rows.Length - 1)]), lanes._values, at);
        }

        return lanes;
    }

    /// <summary>Writes consecutive rows as groups; <paramref name="destination"/> is as long as they are, filled up to whole groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ReadOnlySpan<double> rows, int columns, Span<double> destination)
    {
        var count = rows.Length / columns;
        for (var at = 0; at * columns < destination.Length; at++)
        {
            PutRow(rows.Slice(Math.Min(at, count - 1) * columns, columns), destination, at);
        }
    }

    /// <summary>One group, <see cref="Columns"/> × <see cref="Lanes"/> values.</summary>
    public ReadOnlySpan<double> Group(int group) => _values.AsSpan(group * Columns * Lanes, Columns * Lanes);

    /// <summary>Consecutive groups, one after the other.</summary>
    public ReadOnlySpan<double> Range(int from, int to) => _values.AsSpan(from * Columns * Lanes, (to - from) * Columns * Lanes);

    /// <summary>Copies one row.</summary>
    public void CopyRow(int row, Span<double> destination)
    {
        var values = _values.AsSpan((row / Lanes * Columns * Lanes) + (row % Lanes));
        for (var i = 0; i < Columns; i++)
        {
            destination[i] = values[i * Lanes];
        }
    }

    private static void PutRow(ReadOnlySpan<double> row, Span<double> groups, int at)
    {
        var values = groups[((at / Lanes * row.Length * Lanes) + (at % Lanes))..];
        for (var i = 0; i < row.Length; i++)
        {
            values[i * Lanes] = row[i];
        }
    }
}
