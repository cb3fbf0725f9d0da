using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>The innermost part of a product: a tile of 6 rows by two vectors that stays in registers while the inner dimension runs.</summary>
/// <remarks>
/// Every value of the tile is one chain of fused multiply-adds in the order of the inner dimension, so neither the place of a value in its tile nor the
/// width of the CPU's registers changes a bit. Twelve accumulators hide the latency of the multiply-adds; the layout is that of Goto and van de Geijn (2008).
/// </remarks>
internal static class MatrixTile
{
    public const int Rows = 6;

    public static int Columns<T>() => 2 * Vector256<T>.Count;

    /// <summary>c = a · b, or c += a · b, for 6 rows and two vectors of columns.</summary>
    /// <param name="a">Value (row, k) at row · <paramref name="rowStride"/> + k · <paramref name="depthStride"/>.</param>
    /// <param name="rowStride">From one row of <paramref name="a"/> to the next.</param>
    /// <param name="depthStride">From one k of <paramref name="a"/> to the next.</param>
    /// <param name="b">Value (k, column) at k · <paramref name="rightStride"/> + column.</param>
    /// <param name="rightStride">From one k of <paramref name="b"/> to the next.</param>
    /// <param name="depth">Length of the inner dimension, above 0.</param>
    /// <param name="c">Value (row, column) at row · <paramref name="stride"/> + column.</param>
    /// <param name="stride">From one row of <paramref name="c"/> to the next.</param>
    /// <param name="add">Whether to add to what <paramref name="c"/> holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(ReadOnlySpan<T> a, int rowStride, int depthStride, ReadOnlySpan<T> b, int rightStride, int depth, Span<T> c, int stride, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if ((long)a.Length < (5L * rowStride) + ((depth - 1L) * depthStride) + 1 || (long)b.Length < ((depth - 1L) * rightStride) + Columns<T>() || (long)c.Length < (5L * stride) + Columns<T>())
        {
            throw new ArgumentException($"A tile of depth {depth} does not fit in {a.Length}, {b.Length} and {c.Length} values.");
        }

        // Lengths are checked above; bounds checks inside the loop cost a third of the speed.
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        Vector256<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        nint r1 = rowStride, r2 = 2 * r1, r3 = 3 * r1, r4 = 4 * r1, r5 = 5 * r1, step = depthStride, rightStep = rightStride;
        for (var k = depth; k > 0; k--)
        {
            var b0 = Vector256.LoadUnsafe(ref right);
            var b1 = Vector256.LoadUnsafe(ref right, (nuint)Vector256<T>.Count);
            var a0 = Vector256.Create(left);
            c00 = Fused(a0, b0, c00);
            c01 = Fused(a0, b1, c01);
            var a1 = Vector256.Create(Unsafe.Add(ref left, r1));
            c10 = Fused(a1, b0, c10);
            c11 = Fused(a1, b1, c11);
            var a2 = Vector256.Create(Unsafe.Add(ref left, r2));
            c20 = Fused(a2, b0, c20);
            c21 = Fused(a2, b1, c21);
            var a3 = Vector256.Create(Unsafe.Add(ref left, r3));
            c30 = Fused(a3, b0, c30);
            c31 = Fused(a3, b1, c31);
            var a4 = Vector256.Create(Unsafe.Add(ref left, r4));
            c40 = Fused(a4, b0, c40);
            c41 = Fused(a4, b1, c41);
            var a5 = Vector256.Create(Unsafe.Add(ref left, r5));
            c50 = Fused(a5, b0, c50);
            c51 = Fused(a5, b1, c51);
            left = ref Unsafe.Add(ref left, step);
            right = ref Unsafe.Add(ref right, rightStep);
        }

        Store(c, c00, c01, add);
        Store(c[stride..], c10, c11, add);
        Store(c[(2 * stride)..], c20, c21, add);
        Store(c[(3 * stride)..], c30, c31, add);
        Store(c[(4 * stride)..], c40, c41, add);
        Store(c[(5 * stride)..], c50, c51, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Span<T> c, Vector256<T> first, Vector256<T> second, bool add)
        where T : unmanaged
    {
        var rest = c[Vector256<T>.Count..];
        if (add)
        {
            first = Vector256.Create<T>(c) + first;
            second = Vector256.Create<T>(rest) + second;
        }

        first.CopyTo(c);
        second.CopyTo(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fused<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
}
