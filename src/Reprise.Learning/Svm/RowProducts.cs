using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Svm;

/// <summary>Dot products of a few rows with many.</summary>
/// <remarks>
/// Each product runs in one 256-bit accumulator with fused multiply-add, its lanes added in one order, so its bits do not depend on what is computed beside it: a
/// tile of four rows by three only reuses what is loaded.
/// </remarks>
internal static class RowProducts
{
    /// <summary>Writes the products of each named row of <paramref name="a"/> with as many rows of <paramref name="b"/> as the destination has place for, from <paramref name="start"/> on.</summary>
    /// <param name="a">Left rows.</param>
    /// <param name="rows">Which left rows.</param>
    /// <param name="b">Right rows, as wide.</param>
    /// <param name="start">The first right row.</param>
    /// <param name="destination">rows × count, row-major.</param>
    public static void Multiply(RowBlock a, ReadOnlySpan<int> rows, RowBlock b, int start, Span<double> destination)
    {
        var count = rows.Length == 0 ? 0 : destination.Length / rows.Length;
        var stride = a.Stride;
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Stride, stride);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, b.Rows);
        if (count == 0)
        {
            return;
        }

        ref var right = ref MemoryMarshal.GetArrayDataReference(b.Values);
        var row = 0;
        for (; row + 4 <= rows.Length; row += 4)
        {
            ref var a0 = ref a.Values[rows[row] * stride];
            ref var a1 = ref a.Values[rows[row + 1] * stride];
            ref var a2 = ref a.Values[rows[row + 2] * stride];
            ref var a3 = ref a.Values[rows[row + 3] * stride];
            var into = destination.Slice(row * count, 4 * count);
            var i = 0;
            for (; i + 3 <= count; i += 3)
            {
                FourByThree(ref a0, ref a1, ref a2, ref a3, ref Unsafe.Add(ref right, (nint)(start + i) * stride), stride, into[i..], count);
            }

            for (; i < count; i++)
            {
                ref var b0 = ref Unsafe.Add(ref right, (nint)(start + i) * stride);
                into[i] = One(ref a0, ref b0, stride);
                into[count + i] = One(ref a1, ref b0, stride);
                into[(2 * count) + i] = One(ref a2, ref b0, stride);
                into[(3 * count) + i] = One(ref a3, ref b0, stride);
            }
        }

        for (; row < rows.Length; row++)
        {
            ref var a0 = ref a.Values[rows[row] * stride];
            var into = destination.Slice(row * count, count);
            var i = 0;
            for (; i + 4 <= count; i += 4)
            {
                OneByFour(ref a0, ref Unsafe.Add(ref right, (nint)(start + i) * stride), stride, into.Slice(i, 4));
            }

            for (; i < count; i++)
            {
                into[i] = One(ref a0, ref Unsafe.Add(ref right, (nint)(start + i) * stride), stride);
            }
        }
    }

    private static void FourByThree(ref double a0, ref double a1, ref double a2, ref double a3, ref double b0, int stride, Span<double> into, int count)
    {
        ref var b1 = ref Unsafe.Add(ref b0, stride);
        ref var b2 = ref Unsafe.Add(ref b1, stride);
        Vector256<double> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<double> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<double>.Count)
        {
            var v0 = Vector256.LoadUnsafe(ref b0, k);
            var v1 = Vector256.LoadUnsafe(ref b1, k);
            var v2 = Vector256.LoadUnsafe(ref b2, k);
            var u = Vector256.LoadUnsafe(ref a0, k);
            s00 = Vector256.FusedMultiplyAdd(u, v0, s00);
            s01 = Vector256.FusedMultiplyAdd(u, v1, s01);
            s02 = Vector256.FusedMultiplyAdd(u, v2, s02);
            u = Vector256.LoadUnsafe(ref a1, k);
            s10 = Vector256.FusedMultiplyAdd(u, v0, s10);
            s11 = Vector256.FusedMultiplyAdd(u, v1, s11);
            s12 = Vector256.FusedMultiplyAdd(u, v2, s12);
            u = Vector256.LoadUnsafe(ref a2, k);
            s20 = Vector256.FusedMultiplyAdd(u, v0, s20);
            s21 = Vector256.FusedMultiplyAdd(u, v1, s21);
            s22 = Vector256.FusedMultiplyAdd(u, v2, s22);
            u = Vector256.LoadUnsafe(ref a3, k);
            s30 = Vector256.FusedMultiplyAdd(u, v0, s30);
            s31 = Vector256.FusedMultiplyAdd(u, v1, s31);
            s32 = Vector256.FusedMultiplyAdd(u, v2, s32);
        }

        Store(into, s00, s01, s02);
        Store(into[count..], s10, s11, s12);
        Store(into[(2 * count)..], s20, s21, s22);
        Store(into[(3 * count)..], s30, s31, s32);
    }

    private static void OneByFour(ref double a0, ref double b0, int stride, Span<double> into)
    {
        ref var b1 = ref Unsafe.Add(ref b0, stride);
        ref var b2 = ref Unsafe.Add(ref b1, stride);
        ref var b3 = ref Unsafe.Add(ref b2, stride);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<double>.Count)
        {
            var u = Vector256.LoadUnsafe(ref a0, k);
            s0 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref b0, k), s0);
            s1 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref b1, k), s1);
            s2 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref b2, k), s2);
            s3 = Vector256.FusedMultiplyAdd(u, Vector256.LoadUnsafe(ref b3, k), s3);
        }

        into[3] = Total(s3);
        into[0] = Total(s0);
        into[1] = Total(s1);
        into[2] = Total(s2);
    }

    private static double One(ref double a, ref double b, int stride)
    {
        Vector256<double> sum = default;
        for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<double>.Count)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, k), Vector256.LoadUnsafe(ref b, k), sum);
        }

        return Total(sum);
    }

    private static void Store(Span<double> into, Vector256<double> s0, Vector256<double> s1, Vector256<double> s2)
    {
        into[2] = Total(s2);
        into[0] = Total(s0);
        into[1] = Total(s1);
    }

    /// <summary>The halves added, then the two values left.</summary>
    private static double Total(Vector256<double> lanes)
    {
        var two = lanes.GetLower() + lanes.GetUpper();
        return two[0] + two[1];
    }
}
