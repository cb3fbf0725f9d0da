using System.Collections;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Tests;

/// <summary>Columns and matrices written down in tests.</summary>
internal static class Cells
{
    public static Column Text(string name, params string?[] cells) =>
        new Column<string>(name, [.. cells.Select(cell => cell ?? "")], Nulls(cells));

    public static Column Longs(string name, params long?[] cells) =>
        new Column<long>(name, [.. cells.Select(cell => cell ?? 0)], Nulls(cells));

    public static Column Doubles(string name, params double?[] cells) =>
        new Column<double>(name, [.. cells.Select(cell => cell ?? 0)], Nulls(cells));

    public static Column Booleans(string name, params bool?[] cells) =>
        new Column<bool>(name, [.. cells.Select(cell => cell ?? false)], Nulls(cells));

    /// <summary>Rows of a matrix.</summary>
    public static Matrix Rows(params double[][] rows)
    {
        var matrix = new Matrix(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    private static BitArray Nulls<T>(T[] cells) => new([.. cells.Select(cell => cell is null)]);
}
