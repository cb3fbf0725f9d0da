using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Discriminant;

/// <summary>Rows sorted by class, less the mean of their class.</summary>
internal sealed class CentredClasses
{
    private readonly double[] _values;
    private readonly int[] _starts;

    private CentredClasses(double[] values, int[] starts, Matrix means) => (_values, _starts, Means) = (values, starts, means);

    /// <summary>The mean of each class, classes × columns; 0 for one without rows.</summary>
    public Matrix Means { get; }

    /// <summary>Number of classes, those without rows included.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Number of classes that have rows.</summary>
    public int Occurring => Enumerable.Range(0, Count).Count(i => Size(i) > 0);

    /// <summary>All rows, centred.</summary>
    public MatrixView Rows => new(_values, _starts[^1], Means.Columns);

    /// <summary>Checks data and sorts and centres them. O(rows · columns).</summary>
    public static CentredClasses Of(MatrixView x, ReadOnlySpan<int> y, int classes, string owner)
    {
        Require.NotEmpty(x, owner, 2);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, owner);
        Require.Finite(x);
        var starts = new int[classes + 1];
        foreach (var label in y)
        {
            starts[label + 1]++;
        }

        for (var i = 0; i < classes; i++)
        {
            starts[i + 1] += starts[i];
        }

        var next = starts.AsSpan(0, classes).ToArray();
        var values = new double[x.Rows * x.Columns];
        var means = new Matrix(classes, x.Columns);
        for (var row = 0; row < x.Rows; row++)
        {
            x.Row(row).CopyTo(values.AsSpan(next[y[row]]++ * x.Columns));
            Vectors.AddScaled(1, x.Row(row), means.Row(y[row]));
        }

        var sorted = new CentredClasses(values, starts, means);
        sorted.Centre(owner);
        return sorted;
    }

    /// <summary>There are more rows than classes, so that something varies within them.</summary>
    public void RequireSpread(string owner)
    {
        if (Rows.Rows <= Occurring)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{owner}` needs at least {Occurring + 1} rows for {Occurring} classes. Got {Rows.Rows}."));
        }
    }

    /// <summary>Rows of a class.</summary>
    public int Size(int index) => _starts[index + 1] - _starts[index];

    /// <summary>The sizes of all classes.</summary>
    public double[] Sizes() => [.. Enumerable.Range(0, Count).Select(i => (double)Size(i))];

    /// <summary>The centred rows of a class.</summary>
    public MatrixView RowsOf(int index) => new(_values, Size(index), Means.Columns, _starts[index] * Means.Columns);

    private void Centre(string owner)
    {
        for (var i = 0; i < Count; i++)
        {
            var mean = Means.Row(i);
            foreach (ref var value in mean)
            {
                value = Size(i) > 0 ? value / Size(i) : 0;
            }

            var squares = 0.0;
            for (var row = _starts[i]; row < _starts[i + 1]; row++)
            {
                var values = _values.AsSpan(row * mean.Length, mean.Length);
                Vectors.AddScaled(-1, mean, values);
                squares += Vectors.Dot(values, values);
            }

            if (!double.IsFinite(squares * mean.Length))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"`{owner}` overflows on class {i}: the values of x are too large for their variances. Divide them by a constant."));
            }
        }
    }
}
