using System.Globalization;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Tests.Boosting;

/// <summary>scikit-learn's diabetes data, 442 × 10; see Golden/README.md.</summary>
internal static class Diabetes
{
    /// <summary>Features times 500 as whole numbers: fewer than 256 values a column, so that every library has the same bins.</summary>
    public static (Matrix X, double[] Y) Rounded()
    {
        var (x, y) = Load();
        foreach (ref var value in x.Values)
        {
            value = Math.Round(value * 500);
        }

        return (x, y);
    }

    public static (Matrix X, double[] Y) Load()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv"));
        var (x, y) = (new Matrix(lines.Length - 1, 10), new double[lines.Length - 1]);
        for (var row = 0; row < y.Length; row++)
        {
            var cells = lines[row + 1].Split(',');
            for (var i = 0; i < 10; i++)
            {
                x[row, i] = double.Parse(cells[i], CultureInfo.InvariantCulture);
            }

            y[row] = double.Parse(cells[10], CultureInfo.InvariantCulture);
        }

        return (x, y);
    }
}
