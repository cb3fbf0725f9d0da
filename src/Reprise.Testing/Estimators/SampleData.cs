using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;

namespace Reprise.Testing.Estimators;

/// <summary>Small data that separates three classes imperfectly, with ties, negative values, wide scales and a constant column.</summary>
internal static class SampleData
{
    public const int ClassCount = 3;
    public const string Target = "class";
    private const int Rows = 60;
    private const int Columns = 6;

    public static Matrix Features()
    {
        var rng = new Rng(20);
        var x = new Matrix(Rows, Columns);
        for (var row = 0; row < Rows; row++)
        {
            var shift = row % ClassCount;
            x[row, 0] = shift + rng.NextDouble();
            x[row, 1] = rng.NextInt32(4) - shift;
            x[row, 2] = 1000 * (rng.NextDouble() - 0.5);
            x[row, 3] = PortableMath.Exp(6 * rng.NextDouble());
            x[row, 4] = 7;
            x[row, 5] = 1e-6 * (shift + rng.NextDouble());
        }

        return x;
    }

    public static int[] Classes() => [.. Enumerable.Range(0, Rows).Select(row => row % ClassCount)];

    /// <summary>A target that the features explain in good part, with noise.</summary>
    public static double[] Values()
    {
        var rng = new Rng(21);
        var x = Features();
        return [.. Enumerable.Range(0, Rows).Select(row => (3 * x[row, 0]) - x[row, 1] + (0.2 * rng.NextDouble()) - 5)];
    }

    /// <summary>The features with the values as target.</summary>
    public static Table ValueTable() => new([.. Table().Without(Target).Columns, new Column<double>(Target, Values())]);

    public static Table Table()
    {
        var x = Features();
        var columns = new List<Column>();
        for (var i = 0; i < x.Columns; i++)
        {
            var values = new double[x.Rows];
            x.View.CopyColumn(i, values);
            columns.Add(new Column<double>($"x{(char)('0' + i)}", values));
        }

        columns.Add(new Column<string>(Target, [.. Classes().Select(index => ((char)('a' + index)).ToString())]));
        return new Table(columns);
    }

    /// <summary>The sample with one cell replaced.</summary>
    public static Matrix With(int row, int column, double value)
    {
        var x = Features();
        x[row, column] = value;
        return x;
    }

    /// <summary>The sample without its last column.</summary>
    public static Matrix Narrower()
    {
        var x = Features();
        var narrower = new Matrix(x.Rows, x.Columns - 1);
        for (var row = 0; row < x.Rows; row++)
        {
            x.Row(row)[..^1].CopyTo(narrower.Row(row));
        }

        return narrower;
    }
}
