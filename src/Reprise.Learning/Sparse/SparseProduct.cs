using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Sparse;

/// <summary>Products of <see cref="SparseRows{T}"/> with dense matrices, in time that grows with what is not zero.</summary>
/// <remarks>
/// Sums run as those of <see cref="MatrixProduct"/> do, in parts of 256 of the inner dimension, and a fused multiply-add with zero changes nothing: the bits
/// are those of the dense product, the signs of zeros apart.
/// </remarks>
internal static class SparseProduct
{
    private const int Depth = 256;      // as in MatrixProduct
    private const int Block = 64;       // rows of the left factor that pass while a panel's rows of the right one are in the nearest cache

    /// <summary>c = rows [<paramref name="first"/>, + <paramref name="count"/>) of <paramref name="a"/> · b.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="first">Its first row that counts.</param>
    /// <param name="count">Rows that count.</param>
    /// <param name="b">Right factor, row-major: <paramref name="a"/>'s columns × <paramref name="width"/>.</param>
    /// <param name="width">Columns of <paramref name="b"/>.</param>
    /// <param name="c">Row-major result: <paramref name="count"/> × <paramref name="width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(SparseRows<T> a, int first, int count, ReadOnlySpan<T> b, int width, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var part = ArrayPool<T>.Shared.Rent(checked(Math.Min(Block, count) * width));
        for (var start = 0; start < count; start += Block)
        {
            var rows = Math.Min(Block, count - start);
            var sums = c.Slice(start * width, rows * width);
            for (var column = 0; column < a.Columns; column += SparseRows<T>.Panel)
            {
                var target = column < Depth ? sums : part;
                for (var row = 0; row < rows; row++)
                {
                    var panel = column / SparseRows<T>.Panel;
                    var values = a.Entries(first + start + row, panel, panel + 1, out var indices);
                    WeightedRowSum.Write(values, indices, b, width, target.Slice(row * width, width), resume: column % Depth > 0);
                }

                var end = column + SparseRows<T>.Panel;
                if (column >= Depth && (end % Depth == 0 || end >= a.Columns))
                {
                    Add(part.AsSpan(0, rows * width), sums);
                }
            }
        }

        ArrayPool<T>.Shared.Return(part);
    }

    /// <summary>c = rows of aᵀ · b that belong to one panel of <paramref name="a"/>'s columns.</summary>
    /// <param name="a">Left factor, before transposition.</param>
    /// <param name="rows">Its rows that count, from the first on.</param>
    /// <param name="panel">Index of the panel.</param>
    /// <param name="b">Right factor, row-major: <paramref name="rows"/> × <paramref name="width"/>.</param>
    /// <param name="width">Columns of <paramref name="b"/>.</param>
    /// <param name="c">Row-major result: the panel's columns × <paramref name="width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposedMultiply<T>(SparseRows<T> a, int rows, int panel, ReadOnlySpan<T> b, int width, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var first = panel * SparseRows<T>.Panel;
        var length = Math.Min(SparseRows<T>.Panel, a.Columns - first) * width;
        var part = ArrayPool<T>.Shared.Rent(rows > Depth ? length : 0);
        for (var start = 0; start < rows; start += Depth)
        {
            var end = Math.Min(start + Depth, rows);
            var target = start == 0 ? c[..length] : part.AsSpan(0, length);
            target.Clear();
            for (var row = start; row < end; row++)
            {
                var values = a.Entries(row, panel, panel + 1, out var indices);
                ScaledRowAdd.Add(values, indices, first, b.Slice(row * width, width), target);
            }

            if (start > 0)
            {
                Add(target, c);
            }
        }

        ArrayPool<T>.Shared.Return(part);
    }

    private static void Add<T>(ReadOnlySpan<T> part, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < part.Length; i++)
        {
            c[i] += part[i];
        }
    }
}
