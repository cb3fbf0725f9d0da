using System.Text.Json;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Tests;

internal static class JsonValues
{
    public static double[] Doubles(this JsonElement json) => [.. json.EnumerateArray().Select(value => value.GetDouble())];

    public static int[] Integers(this JsonElement json) => [.. json.EnumerateArray().Select(value => value.GetInt32())];

    public static Matrix Matrix(this JsonElement json)
    {
        var rows = json.EnumerateArray().Select(Doubles).ToArray();
        var matrix = new Matrix(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row].CopyTo(matrix.Row(row));
        }

        return matrix;
    }
}
