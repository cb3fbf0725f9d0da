using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary><paramref name="value"/> is one of the named values of its enumeration.</summary>
    public static void Defined<T>(T value, string owner, [CallerArgumentExpression(nameof(value))] string member = "")
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw OutOfRange(owner, member, $"{{{string.Join(", ", Enum.GetNames<T>())}}}", value.ToString());
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

    /// <summary><paramref name="x"/> has at least <paramref name="rows"/> rows and one column.</summary>
    public static void NotEmpty(MatrixView x, string owner, int rows = 1)
    {
        if (x.Rows < rows || x.Columns < 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` needs at least {rows} row{(rows == 1 ? "" : "s")} and 1 column. Got {x.Rows} × {x.Columns}."),
                nameof(x));
        }
    }

    /// <summary><paramref name="x"/> has the columns a fitted model was trained on.</summary>
    public static void Columns(MatrixView x, int columns, string owner)
    {
        if (x.Columns != columns)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` was fitted on {columns} columns and x has {x.Columns}; give it the same columns in the same order."),
                nameof(x));
        }
    }

    /// <summary><paramref name="destination"/> holds exactly <paramref name="length"/> values.</summary>
    public static void Destination(ReadOnlySpan<double> destination, long length) => Destination(destination.Length, length);

    /// <inheritdoc cref="Destination(ReadOnlySpan{double}, long)"/>
    public static void Destination(ReadOnlySpan<int> destination, long length) => Destination(destination.Length, length);

    /// <summary>Every target lies in [0, <paramref name="classes"/>) and at least two classes occur.</summary>
    public static void Classes(ReadOnlySpan<int> y, int classes, string owner)
    {
        var varied = false;
        for (var row = 0; row < y.Length; row++)
        {
            if ((uint)y[row] >= (uint)classes)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"y must be class indices in [0, {classes}). Got {y[row]} at row {row}."),
                    nameof(y));
            }

            varied |= y[row] != y[0];
        }

        if (!varied)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{owner}` needs at least 2 classes in y. Got {Math.Min(y.Length, 1)} in {y.Length} rows: there is nothing to tell apart."),
                nameof(y));
        }
    }

    /// <summary>Every value of <paramref name="x"/> is finite; the first that is not is named by row and column (0-based).</summary>
    /// <param name="x">The values.</param>
    /// <param name="firstRow">The number of the first row, when <paramref name="x"/> is a slice.</param>
    public static void Finite(MatrixView x, int firstRow = 0)
    {
        if (AllFinite(x.Values))
        {
            return;
        }

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
                            $"x must be finite. Got {values[column]} at row {firstRow + row}, column {column}. Impute or drop it before this step."),
                        nameof(x));
                }
            }
        }
    }

    /// <summary>Every value of <paramref name="x"/> is finite or NaN, which stands for a missing value.</summary>
    public static void FiniteOrMissing(MatrixView x)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (double.IsInfinity(values[column]))
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture, $"x must be finite or NaN (missing). Got {values[column]} at row {row}, column {column}."),
                        nameof(x));
                }
            }
        }
    }

    /// <summary>Every target value is finite; the first that is not is named by row (0-based).</summary>
    public static void FiniteTargets(ReadOnlySpan<double> y)
    {
        for (var row = 0; row < y.Length; row++)
        {
            if (!double.IsFinite(y[row]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"y must be finite. Got {y[row]} at row {row}. Drop rows without a target."), nameof(y));
            }
        }
    }

    /// <summary>Weights are empty, or one per row, finite, at least 0 and not all 0.</summary>
    public static void Weights(ReadOnlySpan<double> weights, int rows)
    {
        if (weights.IsEmpty)
        {
            return;
        }

        if (weights.Length != rows)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"x has {rows} rows and there are {weights.Length} weights; they must be the same rows."), nameof(weights));
        }

        var some = false;
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Weights must be finite and at least 0. Got {weights[row]} at row {row}."), nameof(weights));
            }

            some |= weights[row] > 0;
        }

        if (!some)
        {
            throw new ArgumentException("Weights must not all be 0: there is nothing to learn from.", nameof(weights));
        }
    }

    /// <summary>There is one name per column.</summary>
    public static void Names(IReadOnlyList<string> names, int columns)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count != columns)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {names.Count} names for {columns} columns; give one per column."), nameof(names));
        }
    }

    private static void Destination(int destination, long length)
    {
        if (destination != length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The destination holds {destination} values; {length} are written."), nameof(destination));
        }
    }

    /// <summary>A finite value less itself is 0, any other NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var differences = Vector256<double>.Zero;
        foreach (var vector in vectors)
        {
            differences += vector - vector;
        }

        var difference = Vector256.Sum(differences);
        foreach (var value in values[(vectors.Length * Vector256<double>.Count)..])
        {
            difference += value - value;
        }

        return difference == 0;
    }

    private static ArgumentOutOfRangeException OutOfRange(string owner, string member, string range, string value) =>
        new(member, $"`{member}` of `{owner}` must be in {range}. Got {value}.");

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : value.ToString("R", CultureInfo.InvariantCulture);
}
