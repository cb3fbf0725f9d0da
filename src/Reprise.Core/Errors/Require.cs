using System.Globalization;
using System.Runtime.CompilerServices;
using Reprise.Core.Matrices;

namespace Reprise.Core.Errors;

/// <summary>Guards of the caller's contract. Each throws an <see cref="ArgumentException"/> that names owner, member, rule and value.</summary>
public static class Require
{
    /// <summary><paramref name="value"/> lies in [<paramref name="min"/>, <paramref name="max"/>]; an infinite end is open.</summary>
    public static void InRange(
        double value, double min, double max, string owner, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (!(value >= min && value <= max) || double.IsInfinity(value))
        {
            throw OutOfRange(owner, member, $"{(double.IsInfinity(min) ? "(" : "[")}{Text(min)}, {Text(max)}{(double.IsInfinity(max) ? ")" : "]")}", Text(value));
        }
    }

    /// <summary><paramref name="value"/> lies in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public static void InRange(
        int value, int min, int max, string owner, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value < min || value > max)
        {
            throw OutOfRange(
                owner,
                member,
                string.Create(CultureInfo.InvariantCulture, $"[{min}, {(max == int.MaxValue ? "∞)" : max + "]")}"),
                value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary><paramref name="x"/> has as many rows as <paramref name="targets"/>.</summary>
    public static void SameRows(MatrixView x, int targets)
    {
        if (x.Rows != targets)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"x has {x.Rows} rows and y has {targets} values; they must be the same rows."), nameof(x));
        }
    }

    /// <summary>Every value of <paramref name="x"/> is finite; the first that is not is named by row and column (0-based).</summary>
    public static void Finite(MatrixView x)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (!double.IsFinite(values[column]))
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"x must be finite. Got {values[column]} at row {row}, column {column}. Impute or drop it before this step."),
                        nameof(x));
                }
            }
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string owner, string member, string range, string value) =>
        new(member, $"`{member}` of `{owner}` must be in {range}. Got {value}.");

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : value.ToString("R", CultureInfo.InvariantCulture);
}
