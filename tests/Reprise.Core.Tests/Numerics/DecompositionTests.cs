using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Numerics;

public sealed class DecompositionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(80)]
    public void Eigen_OfARandomMatrix_GivesItBack(int n)
    {
        var a = Symmetric(n, 1);
        var eigen = SymmetricEigen.Of(a, cancellationToken: TestContext.Current.CancellationToken);

        CheckOrthonormal(eigen.Vectors);
        Close(a, Rebuilt(eigen.Vectors, eigen.Values, eigen.Vectors), 1e-13 * n);
        Assert.True(eigen.Values.ToArray().Zip(eigen.Values[1..].ToArray()).All(pair => pair.First >= pair.Second));
    }

    [Fact]
    public void Eigen_OfKnownMatrices_HasTheKnownValues()
    {
        // Second differences: 2 − 2 cos(kπ / (n + 1)).
        var n = 30;
        var a = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            a[i, i] = 2;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = -1;
            }
        }

        var values = SymmetricEigen.Of(a, cancellationToken: TestContext.Current.CancellationToken).Values;
        for (var k = 1; k <= n; k++)
        {
            Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), values[n - k], 1e-13);
        }

        Assert.Equal(Enumerable.Repeat(0.0, 5), SymmetricEigen.Of(new Matrix(5, 5), cancellationToken: TestContext.Current.CancellationToken).Values.ToArray());
        Assert.Equal([3e300, 1e300], SymmetricEigen.Of(new MatrixView([2e300, 1e300, 1e300, 2e300], 2, 2), cancellationToken: TestContext.Current.CancellationToken).Values.ToArray().Select(value => Math.Round(value / 1e300) * 1e300));
    }

    [Fact]
    public void Eigen_OfRepeatedValuesAndBlocks_KeepsVectorsOrthonormal()
    {
        var a = new Matrix(40, 40);
        for (var i = 0; i < 40; i++)
        {
            a[i, i] = i % 3;
        }

        for (var i = 0; i < 10; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                a[i, j] += 5;
            }
        }

        var eigen = SymmetricEigen.Of(a, cancellationToken: TestContext.Current.CancellationToken);
        CheckOrthonormal(eigen.Vectors);
        Close(a, Rebuilt(eigen.Vectors, eigen.Values, eigen.Vectors), 1e-13);
    }

    [Fact]
    public void Eigen_WithAnyWorkers_HasTheSameBits()
    {
        var a = Symmetric(100, 2);
        var one = SymmetricEigen.Of(a, 1, TestContext.Current.CancellationToken);
        var three = SymmetricEigen.Of(a, 3, TestContext.Current.CancellationToken);
        Assert.Equal(one.Values, three.Values);
        Assert.Equal(one.Vectors.Values, three.Vectors.Values);
    }

    [Fact]
    public void Eigen_OfWhatIsNotSymmetricOrFinite_Throws()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new Matrix(2, 3)));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new MatrixView([double.NaN], 1, 1)));
    }

    [Fact]
    public void Cholesky_OfAPositiveMatrix_SolvesItsEquations()
    {
        var b = Random(30, 12, 3);
        var a = new Matrix(12, 12);
        MatrixProduct.Gram(MatrixOperand.Of(b.View), a.Memory, cancellationToken: TestContext.Current.CancellationToken);
        var factor = Cholesky.TryFactor(a)!;
        double[] x = [.. Enumerable.Range(0, 12).Select(i => i - 4.5)];
        var right = x.Select((_, i) => Vectors.Dot(a.Row(i), x)).ToArray();
        factor.Solve(right);
        for (var i = 0; i < x.Length; i++)
        {
            Assert.Equal(x[i], right[i], 1e-10);
        }

        Assert.Equal(SymmetricEigen.Of(a, cancellationToken: TestContext.Current.CancellationToken).Values.ToArray().Sum(Math.Log), factor.LogDeterminant, 1e-10);
    }

    [Fact]
    public void Cholesky_OfWhatIsNotPositive_IsNull()
    {
        Assert.Null(Cholesky.TryFactor(new MatrixView([1, 2, 2, 1], 2, 2)));
        Assert.Null(Cholesky.TryFactor(new MatrixView([1, 1, 1, 1], 2, 2)));
        Assert.Null(Cholesky.TryFactor(new Matrix(2, 2)));
        Assert.Throws<ArgumentException>(() => Cholesky.TryFactor(new Matrix(2, 3)));
    }

    [Fact]
    public void Qr_OfATallMatrix_GivesItBack()
    {
        var a = Random(40, 9, 4);
        var qr = Qr.Of(a, TestContext.Current.CancellationToken);
        CheckOrthonormal(qr.TransposedBasis);
        var product = new Matrix(40, 9);
        MatrixProduct.Multiply(MatrixOperand.TransposeOf(qr.TransposedBasis), MatrixOperand.Of(qr.Upper), product.Memory, 9, cancellationToken: TestContext.Current.CancellationToken);
        Close(a, product, 1e-13);
        Assert.Throws<ArgumentException>(() => Qr.Of(new Matrix(2, 3)));
    }

    [Theory]
    [InlineData(30, 7)]
    [InlineData(6, 25)]
    [InlineData(20, 20)]
    [InlineData(1, 1)]
    public void Svd_OfAnyShape_GivesItBack(int rows, int columns)
    {
        var a = Random(rows, columns, 5);
        var svd = Svd.Of(a, TestContext.Current.CancellationToken);
        CheckOrthonormal(svd.Left);
        CheckOrthonormal(svd.Right);
        Close(a, Rebuilt(svd.Left, svd.Values, svd.Right), 1e-12);
    }

    [Fact]
    public void Svd_OfLowRank_HasOrthonormalVectorsAndZeros()
    {
        var a = new Matrix(12, 8);
        MatrixProduct.Multiply(MatrixOperand.Of(Random(12, 3, 6).View), MatrixOperand.Of(Random(3, 8, 7).View), a.Memory, 8, cancellationToken: TestContext.Current.CancellationToken);
        var svd = Svd.Of(a, TestContext.Current.CancellationToken);
        CheckOrthonormal(svd.Left);
        CheckOrthonormal(svd.Right);
        Assert.All(svd.Values[3..].ToArray(), value => Assert.Equal(0, value, 1e-13));
        Close(a, Rebuilt(svd.Left, svd.Values, svd.Right), 1e-12);
    }

    [Fact]
    public void Svd_OfValuesFarApart_FindsTheSmallOnesToo()
    {
        var a = new Matrix(3, 3);
        (a[0, 0], a[1, 1], a[2, 2], a[0, 1]) = (1, 1e-12, 1e-20, 1);
        var values = Svd.Of(a, TestContext.Current.CancellationToken).Values;
        Assert.Equal(1, values[0] / Math.Sqrt(2), 1e-12);
        Assert.Equal(1, values[1] / (1e-12 / Math.Sqrt(2)), 1e-12);
        Assert.Equal(1, values[2] / 1e-20, 1e-12);
    }

    private static Matrix Rebuilt(MatrixView left, ReadOnlySpan<double> values, MatrixView right)
    {
        var scaled = left.TakeRows([.. Enumerable.Range(0, left.Rows)]);
        for (var i = 0; i < left.Rows; i++)
        {
            foreach (ref var value in scaled.Row(i))
            {
                value *= values[i];
            }
        }

        var result = new Matrix(left.Columns, right.Columns);
        MatrixProduct.Multiply(MatrixOperand.TransposeOf(scaled.View), MatrixOperand.Of(right), result.Memory, right.Columns);
        return result;
    }

    private static void CheckOrthonormal(MatrixView rows)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Vectors.Dot(rows.Row(i), rows.Row(j)), 1e-13);
            }
        }
    }

    private static void Close(MatrixView expected, MatrixView actual, double tolerance)
    {
        for (var i = 0; i < expected.Values.Length; i++)
        {
            Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
        }
    }

    private static Matrix Symmetric(int n, ulong seed)
    {
        var a = Random(n, n, seed);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                a[i, j] = a[j, i];
            }
        }

        return a;
    }

    private static Matrix Random(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        var a = new Matrix(rows, columns);
        foreach (ref var value in a.Values)
        {
            value = rng.NextDouble() - 0.5;
        }

        return a;
    }
}
