using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>Sums of Euclidean distances from points to all rows of a set.</summary>
internal static class DistanceSums
{
    /// <summary>Writes for each point (row-major) the sum of its distances to <paramref name="rows"/>. Each point's sum has the same bits whatever the others.</summary>
    public static void Of(ReadOnlySpan<double> points, RowLanes rows, Span<double> destination)
    {
        var columns = rows.Columns;
        var at = 0;
        for (; at + 1 < destination.Length; at += 2)
        {
            (destination[at], destination[at + 1]) = Pair(points.Slice(at * columns, 2 * columns), rows);
        }

        if (at < destination.Length)
        {
            Span<double> twice = new double[2 * columns];
            points.Slice(at * columns, columns).CopyTo(twice);
            (destination[at], _) = Pair(twice, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]         // a tenth of a second is gone before the runtime would compile it well
    private static (double First, double Second) Pair(ReadOnlySpan<double> points, RowLanes rows)
    {
        var columns = rows.Columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Length, 2 * columns, nameof(points));
        ref var a = ref MemoryMarshal.GetReference(points);
        ref var b = ref Unsafe.Add(ref a, columns);
        Vector256<double> sumA0 = default, sumA1 = default, sumB0 = default, sumB1 = default;
        for (var group = 0; group < rows.Groups; group++)
        {
            ref var x = ref MemoryMarshal.GetReference(rows.Group(group));
            Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default;
            for (var i = 0; i < columns; i++)
            {
                var x0 = Vector256.LoadUnsafe(ref x, (nuint)(i * RowLanes.Lanes));
                var x1 = Vector256.LoadUnsafe(ref x, (nuint)((i * RowLanes.Lanes) + 4));
                var (va, vb) = (Vector256.Create(Unsafe.Add(ref a, i)), Vector256.Create(Unsafe.Add(ref b, i)));
                var (da0, da1, db0, db1) = (x0 - va, x1 - va, x0 - vb, x1 - vb);
                a0 = Vector256.FusedMultiplyAdd(da0, da0, a0);
                a1 = Vector256.FusedMultiplyAdd(da1, da1, a1);
                b0 = Vector256.FusedMultiplyAdd(db0, db0, b0);
                b1 = Vector256.FusedMultiplyAdd(db1, db1, b1);
            }

            var (weight0, weight1) = RowWeights.OfGroup(null, rows.Rows, group);
            sumA0 = Vector256.FusedMultiplyAdd(weight0, Vector256.Sqrt(a0), sumA0);
            sumA1 = Vector256.FusedMultiplyAdd(weight1, Vector256.Sqrt(a1), sumA1);
            sumB0 = Vector256.FusedMultiplyAdd(weight0, Vector256.Sqrt(b0), sumB0);
            sumB1 = Vector256.FusedMultiplyAdd(weight1, Vector256.Sqrt(b1), sumB1);
        }

        return (Lanes.Total(sumA0, sumA1), Lanes.Total(sumB0, sumB1));
    }
}
