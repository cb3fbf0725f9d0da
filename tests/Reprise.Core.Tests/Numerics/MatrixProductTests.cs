using System.Numerics;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Numerics;

public sealed class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes =>
        new()
        {
            { 1, 1, 1 }, { 1, 300, 5 }, { 2, 7, 40 }, { 3, 2, 3 }, { 6, 8, 16 }, { 7, 257, 17 }, { 96, 256, 16 }, { 100, 33, 100 }, { 200, 520, 9 }, { 13, 5000, 21 }, { 5, 0, 4 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_OfAnyTransposition_IsTheSumOfPartsOfFusedMultiplyAdds(int rows, int inner, int columns)
    {
        CheckAll<double>(rows, inner, columns);
        CheckAll<float>(rows, inner, columns);
    }

    [Fact]
    public void Multiply_WithAnyWorkers_HasTheSameBits()
    {
        var (a, b) = (Random<double>(300 * 400, 1), Random<double>(400 * 150, 2));
        double[][] results =
        [
            .. ((int[])[1, 2, 5]).Select(workers =>
            {
                var c = new double[300 * 150];
                MatrixProduct.Multiply(MatrixOperand.Of<double>(a, 300, 400), MatrixOperand.Of<double>(b, 400, 150), c, 150, workers: workers, cancellationToken: TestContext.Current.CancellationToken);
                return c;
            }),
        ];

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Multiply_OfARowAlone_HasTheBitsItHasAmongOthers()
    {
        var (a, b) = (Random<double>(50 * 600, 3), Random<double>(600 * 10, 4));
        var all = new double[50 * 10];
        var one = new double[10];
        MatrixProduct.Multiply(MatrixOperand.Of<double>(a, 50, 600), MatrixOperand.Of<double>(b, 600, 10), all, 10, cancellationToken: TestContext.Current.CancellationToken);
        MatrixProduct.Multiply(MatrixOperand.Of<double>(a.AsMemory(17 * 600, 600), 1, 600), MatrixOperand.Of<double>(b, 600, 10), one, 10, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(all[170..180], one);
    }

    [Theory]
    [InlineData(700, 5)]
    [InlineData(300, 130)]
    [InlineData(4, 210)]
    public void Gram_OfAMatrix_HasTheBitsOfItsProductAndIsSymmetric(int rows, int columns)
    {
        var a = Random<double>(rows * columns, 5);
        var expected = new double[columns * columns];
        var actual = new double[columns * columns];
        MatrixProduct.Multiply(MatrixOperand.TransposeOf<double>(a, rows, columns), MatrixOperand.Of<double>(a, rows, columns), expected, columns, cancellationToken: TestContext.Current.CancellationToken);
        MatrixProduct.Gram(MatrixOperand.Of<double>(a, rows, columns), actual, workers: 2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, actual);
        MatrixProduct.Multiply(
            MatrixOperand.TransposeOf<double>(a, rows, columns), MatrixOperand.Of<double>(a, rows, columns), expected, columns, accumulate: true, cancellationToken: TestContext.Current.CancellationToken);
        MatrixProduct.Gram(MatrixOperand.Of<double>(a, rows, columns), actual, accumulate: true, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Multiply_LeavesWhatIsBetweenRows()
    {
        var c = Enumerable.Repeat(9.0, 20).ToArray();
        MatrixProduct.Multiply(MatrixOperand.Of<double>(new double[] { 1, 2, 3, 4 }, 4, 1), MatrixOperand.Of<double>(new double[] { 1, 1 }, 1, 2), c, 5, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1, 1, 9, 9, 9, 2, 2, 9, 9, 9, 3, 3, 9, 9, 9, 4, 4, 9, 9, 9], c);
    }

    [Fact]
    public void Multiply_OfShapesThatDoNotFit_Throws()
    {
        static MatrixOperand<double> Factor(int rows, int columns, int values) => MatrixOperand.Of<double>(new double[values], rows, columns);
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Factor(2, 3, 6), Factor(2, 3, 6), new double[6], 3));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Factor(2, 3, 5), Factor(3, 3, 9), new double[6], 3));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Factor(2, 3, 6), Factor(3, 3, 9), new double[5], 3));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(Factor(2, 3, 6), Factor(3, 3, 9), new double[6], 2));
    }

    private static void CheckAll<T>(int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var (left, right, accumulate) in new[] { (false, false, false), (true, false, true), (false, true, true), (true, true, false) })
        {
            var (a, b, c) = (Random<T>(rows * inner, 6), Random<T>(inner * columns, 7), Random<T>(rows * columns, 8));
            var expected = Expected(a, left, b, right, accumulate ? c : null, rows, inner, columns);
            MatrixProduct.Multiply(
                left ? MatrixOperand.TransposeOf<T>(a, inner, rows) : MatrixOperand.Of<T>(a, rows, inner),
                right ? MatrixOperand.TransposeOf<T>(b, columns, inner) : MatrixOperand.Of<T>(b, inner, columns),
                c,
                columns,
                accumulate);
            Assert.Equal(expected, c);
        }
    }

    private static T[] Expected<T>(T[] a, bool left, T[] b, bool right, T[]? before, int rows, int inner, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new T[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = before is null ? T.Zero : before[(row * columns) + column];
                for (var start = 0; start < inner; start += 256)
                {
                    var part = T.Zero;
                    for (var k = start; k < Math.Min(inner, start + 256); k++)
                    {
                        part = T.FusedMultiplyAdd(left ? a[(k * rows) + row] : a[(row * inner) + k], right ? b[(column * inner) + k] : b[(k * columns) + column], part);
                    }

                    sum += part;
                }

                result[(row * columns) + column] = sum;
            }
        }

        return result;
    }

    private static T[] Random<T>(int count, ulong seed)
        where T : IFloatingPointIeee754<T>
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(rng.NextDouble() - 0.5))];
    }
}
