using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>Sums over vectors that give the same bits on every machine.</summary>
/// <remarks>
/// Every sum runs in four 256-bit accumulators with fused multiply-add, combined in one order, whatever the CPU has: wider registers are not used, and
/// narrower ones or none give the same values more slowly. O(n) time, no allocation.
/// </remarks>
public static class Vectors
{
    /// <summary>Σ aᵢ·bᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Dot<double>(a, b);

    /// <inheritdoc cref="Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Dot<float>(a, b);

    /// <summary>Σ (aᵢ − bᵢ)².</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ThrowIfLengthsDiffer(a.Length, b.Length);
        var va = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector256<double>>(b);
        Vector256<double> s0 = default, s1 = default;
        var i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            var (d0, d1) = (va[i] - vb[i], va[i + 1] - vb[i + 1]);
            s0 = Vector256.FusedMultiplyAdd(d0, d0, s0);
            s1 = Vector256.FusedMultiplyAdd(d1, d1, s1);
        }

        for (; i < va.Length; i++)
        {
            var d0 = va[i] - vb[i];
            s0 = Vector256.FusedMultiplyAdd(d0, d0, s0);
        }

        var sum = Total(s0 + s1);
        for (var at = va.Length * Vector256<double>.Count; at < a.Length; at++)
        {
            var d = a[at] - b[at];
            sum = Math.FusedMultiplyAdd(d, d, sum);
        }

        return sum;
    }

    /// <summary>yᵢ += factor · xᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y) => AddScaled<double>(factor, x, y);

    /// <inheritdoc cref="AddScaled(double, ReadOnlySpan{double}, Span{double})"/>
    public static void AddScaled(float factor, ReadOnlySpan<float> x, Span<float> y) => AddScaled<float>(factor, x, y);

    /// <summary>Σ aᵢ.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        var va = MemoryMarshal.Cast<double, Vector256<double>>(a);
        Vector256<double> s0 = default, s1 = default;
        var i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            s0 += va[i];
            s1 += va[i + 1];
        }

        if (i < va.Length)
        {
            s0 += va[i];
        }

        var sum = Total(s0 + s1);
        for (var at = va.Length * Vector256<double>.Count; at < a.Length; at++)
        {
            sum += a[at];
        }

        return sum;
    }

    internal static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ThrowIfLengthsDiffer(a.Length, b.Length);
        var va = MemoryMarshal.Cast<T, Vector256<T>>(a);
        var vb = MemoryMarshal.Cast<T, Vector256<T>>(b);
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i + 3 < va.Length; i += 4)
        {
            s0 = Fused(va[i], vb[i], s0);
            s1 = Fused(va[i + 1], vb[i + 1], s1);
            s2 = Fused(va[i + 2], vb[i + 2], s2);
            s3 = Fused(va[i + 3], vb[i + 3], s3);
        }

        for (; i < va.Length; i++)
        {
            s0 = Fused(va[i], vb[i], s0);
        }

        var sum = Total((s0 + s1) + (s2 + s3));
        for (var at = va.Length * Vector256<T>.Count; at < a.Length; at++)
        {
            sum = T.FusedMultiplyAdd(a[at], b[at], sum);
        }

        return sum;
    }

    internal static void AddScaled<T>(T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ThrowIfLengthsDiffer(x.Length, y.Length);
        var vx = MemoryMarshal.Cast<T, Vector256<T>>(x);
        var vy = MemoryMarshal.Cast<T, Vector256<T>>(y);
        var vector = Vector256.Create(factor);
        for (var i = 0; i < vx.Length; i++)
        {
            vy[i] = Fused(vector, vx[i], vy[i]);
        }

        for (var at = vx.Length * Vector256<T>.Count; at < x.Length; at++)
        {
            y[at] = T.FusedMultiplyAdd(factor, x[at], y[at]);
        }
    }

    private static Vector256<T> Fused<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    /// <summary>The lanes added from the first to the last.</summary>
    private static T Total<T>(Vector256<T> lanes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < Vector256<T>.Count; i++)
        {
            sum += lanes[i];
        }

        return sum;
    }

    private static void ThrowIfLengthsDiffer(int a, int b)
    {
        if (a != b)
        {
            throw new ArgumentException($"The vectors have {a} and {b} values; they must have as many.");
        }
    }
}
