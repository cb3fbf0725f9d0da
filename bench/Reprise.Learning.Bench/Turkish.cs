using System.Globalization;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Bench;

/// <summary>The 400 × 50 table the tests carry: last column is the class index.</summary>
internal sealed record Turkish(Matrix X, int[] Y)
{
    public const int Classes = 4;

    public static Turkish Read()
    {
        var lines = File.ReadAllLines(Path.Combine(BenchData.Golden, "turkish.csv"));
        var x = new Matrix(lines.Length - 1, lines[0].Split(',').Length - 1);
        var y = new int[x.Rows];
        for (var row = 0; row < x.Rows; row++)
        {
            var cells = lines[row + 1].Split(',');
            for (var i = 0; i < x.Columns; i++)
            {
                x[row, i] = double.Parse(cells[i], CultureInfo.InvariantCulture);
            }

            y[row] = int.Parse(cells[^1], CultureInfo.InvariantCulture);
        }

        return new Turkish(x, y);
    }
}
