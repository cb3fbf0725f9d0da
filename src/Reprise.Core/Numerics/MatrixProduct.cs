using System.Numerics;

namespace Reprise.Core.Numerics;

/// <summary>Products of dense matrices of <see cref="double"/> or <see cref="float"/>.</summary>
/// <remarks>The same bits for any number of workers and any CPU. O(rows · columns · inner) time.</remarks>
public static class MatrixProduct
{
    /// <summary>c = a · b, or c += a · b.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="b">Right factor; its rows are <paramref name="a"/>'s columns.</param>
    /// <param name="c">Row-major result, <paramref name="a"/>'s rows × <paramref name="b"/>'s columns, row r at r · <paramref name="stride"/>.</param>
    /// <param name="stride">Values from one row of <paramref name="c"/> to the next.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="c"/> holds.</param>
    /// <param name="workers">Most threads used, at least 1.</param>
    /// <param name="cancellationToken">Looked at between blocks of rows.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(
        MatrixOperand<T> a, MatrixOperand<T> b, Memory<T> c, int stride, bool accumulate = false, int workers = 1, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (a.Columns != b.Rows || stride < b.Columns || c.Length < ((long)(a.Rows - 1) * stride) + b.Columns)
        {
            throw new ArgumentException($"A {a.Rows} × {a.Columns} and a {b.Rows} × {b.Columns} matrix have no product in {c.Length} values of rows {stride} apart.", nameof(c));
        }

        Parallel.For(
            0, a.Rows, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, row => Row(a, b, c.Span.Slice(row * stride, b.Columns), row, accumulate));
    }

    private static void Row<T>(MatrixOperand<T> a, MatrixOperand<T> b, Span<T> c, int row, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var left = a.Values.Span;
        var right = b.Values.Span;
        if (!accumulate)
        {
            c.Clear();
        }

        for (var k = 0; k < a.Columns; k++)
        {
            var factor = a.Transposed ? left[(k * a.Stride) + row] : left[(row * a.Stride) + k];
            if (!b.Transposed)
            {
                Vectors.AddScaled(factor, right.Slice(k * b.Stride, b.Columns), c);
                continue;
            }

            for (var i = 0; i < c.Length; i++)
            {
                c[i] = T.FusedMultiplyAdd(factor, right[(i * b.Stride) + k], c[i]);
            }
        }
    }
}
