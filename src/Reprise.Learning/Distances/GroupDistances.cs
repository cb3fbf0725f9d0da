using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>Sums of a <see cref="IDistanceRule"/> between points and the eight rows of a group.</summary>
internal static class GroupDistances
{
    /// <summary>Points compared with a group at once.</summary>
    public const int Points = 4;

    /// <summary>Writes the sums of four points (row-major) to a group's rows, 4 × 8. Eight chains of additions hide each other's latency.</summary>
    public static void OfFour<TRule>(TRule rule, ReadOnlySpan<double> points, ReadOnlySpan<double> group, Span<double> sums)
        where TRule : struct, IDistanceRule
    {
        var columns = group.Length / RowLanes.Lanes;
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Length, Points * columns, nameof(points));
        ref var x = ref MemoryMarshal.GetReference(group);
        ref var p = ref MemoryMarshal.GetReference(points);
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var i = 0; i < columns; i++)
        {
            var x0 = Vector256.LoadUnsafe(ref x, (nuint)(i * RowLanes.Lanes));
            var x1 = Vector256.LoadUnsafe(ref x, (nuint)((i * RowLanes.Lanes) + 4));
            var value = Vector256.Create(Unsafe.Add(ref p, i));
            (a0, a1) = (rule.Add(x0 - value, a0), rule.Add(x1 - value, a1));
            value = Vector256.Create(Unsafe.Add(ref p, columns + i));
            (b0, b1) = (rule.Add(x0 - value, b0), rule.Add(x1 - value, b1));
            value = Vector256.Create(Unsafe.Add(ref p, (2 * columns) + i));
            (c0, c1) = (rule.Add(x0 - value, c0), rule.Add(x1 - value, c1));
            value = Vector256.Create(Unsafe.Add(ref p, (3 * columns) + i));
            (d0, d1) = (rule.Add(x0 - value, d0), rule.Add(x1 - value, d1));
        }

        var to = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        (to[7], to[6], to[5], to[4], to[3], to[2], to[1], to[0]) = (d1, d0, c1, c0, b1, b0, a1, a0);
    }

    /// <summary>Writes the sums of one point to a group's rows.</summary>
    public static void OfOne<TRule>(TRule rule, ReadOnlySpan<double> point, ReadOnlySpan<double> group, Span<double> sums)
        where TRule : struct, IDistanceRule
    {
        Vector256<double> a0 = default, a1 = default;
        for (var i = 0; i < point.Length; i++)
        {
            var value = Vector256.Create(point[i]);
            a0 = rule.Add(Vector256.Create(group.Slice(i * RowLanes.Lanes, 4)) - value, a0);
            a1 = rule.Add(Vector256.Create(group.Slice((i * RowLanes.Lanes) + 4, 4)) - value, a1);
        }

        a0.CopyTo(sums);
        a1.CopyTo(sums[4..]);
    }
}
