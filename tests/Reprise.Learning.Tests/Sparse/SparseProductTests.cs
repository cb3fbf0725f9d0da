using System.Numerics;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Sparse;

namespace Reprise.Learning.Tests.Sparse;

/// <summary>Products without zeros have the bits of those with them; <c>Assert.Equal</c> takes 0 and −0 for equal.</summary>
public sealed class SparseProductTests
{
    /// <summary>One column to more than a part of a sum holds; widths of every tile, and between them.</summary>
    public static TheoryData<int, int> Shapes => [.. from columns in (int[])[1, 63, 64, 65, 256, 300, 600] from width in (int[])[1, 7, 8, 10, 16, 20, 32, 50, 64, 100, 128] select (columns, width)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_OfFloats_IsTheDenseProduct(int columns, int width) => MultiplyIsTheDenseProduct<float>(columns, width);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_OfDoubles_IsTheDenseProduct(int columns, int width) => MultiplyIsTheDenseProduct<double>(columns, width);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TransposedMultiply_OfFloats_IsTheDenseProduct(int columns, int width) => TransposedMultiplyIsTheDenseProduct<float>(columns, width);

    [Fact]
    public void Entries_OfPanels_AreTheirColumnsThatAreNotZero()
    {
        var rows = new SparseRows<double>(2, 130);
        var source = new double[130];
        (source[0], source[63], source[64], source[66], source[129]) = (1, 2, -3, double.Epsilon, 5);
        rows.Set(0, new double[130]);
        rows.Set(1, source);

        Assert.True(rows.Entries(0, 0, 3, out _).IsEmpty);
        Assert.Equal([1, 2], rows.Entries(1, 0, 1, out var indices));
        Assert.Equal([0, 63], indices);
        Assert.Equal([-3, double.Epsilon, 5], rows.Entries(1, 1, 5, out indices));
        Assert.Equal([64, 66, 129], indices);
    }

    [Fact]
    public void Set_OfARowWrittenBefore_ForgetsIt()
    {
        var rows = new SparseRows<float>(1, 5);
        rows.Set(0, [1, 2, 3, 4, 5]);

        rows.Set(0, [0, 0, 0, 9, 0]);

        Assert.Equal([9f], rows.Entries(0, 0, 1, out var indices));
        Assert.Equal([3], indices);
    }

    /// <summary>Random values with zeros, a column of zeros, a row of zeros and one without any.</summary>
    internal static double[] Rows(int rows, int columns, Rng rng)
    {
        var values = new double[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            var value = rng.NextDouble() - 0.5;
            values[i] = row == 1 || (row != 2 && (column % 7 == 3 || rng.NextDouble() < 0.7)) ? 0 : value;
        }

        return values;
    }

    private static void MultiplyIsTheDenseProduct<T>(int columns, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Count = 9;
        var rng = new Rng(3);
        var (sparse, dense) = Both<T>(Count, columns, rng);
        T[] right = [.. Enumerable.Range(0, columns * width).Select(_ => T.CreateTruncating(rng.NextDouble() - 0.5))];
        var (expected, actual) = (new T[Count * width], new T[(Count - 2) * width]);
        MatrixProduct.Multiply(MatrixOperand.Of<T>(dense, Count, columns), MatrixOperand.Of<T>(right, columns, width), expected, width);

        SparseProduct.Multiply<T>(sparse, 1, Count - 2, right, width, actual);

        Assert.Equal(expected[width..^width], actual);
    }

    private static void TransposedMultiplyIsTheDenseProduct<T>(int columns, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Count = 300;
        var rng = new Rng(4);
        var (sparse, dense) = Both<T>(Count, columns, rng);
        T[] right = [.. Enumerable.Range(0, Count * width).Select(_ => T.CreateTruncating(rng.NextDouble() - 0.5))];
        var (expected, actual) = (new T[columns * width], new T[columns * width]);
        MatrixProduct.Multiply(MatrixOperand.TransposeOf<T>(dense, Count, columns), MatrixOperand.Of<T>(right, Count, width), expected, width);

        for (var panel = 0; panel * SparseRows<T>.Panel < columns; panel++)
        {
            SparseProduct.TransposedMultiply<T>(sparse, Count, panel, right, width, actual.AsSpan(panel * SparseRows<T>.Panel * width));
        }

        Assert.Equal(expected, actual);
    }

    private static (SparseRows<T> Sparse, T[] Dense) Both<T>(int count, int columns, Rng rng)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = Rows(count, columns, rng);
        var sparse = new SparseRows<T>(count, columns);
        for (var row = 0; row < count; row++)
        {
            sparse.Set(row, values.AsSpan(row * columns, columns));
        }

        return (sparse, [.. values.Select(T.CreateTruncating)]);
    }
}
