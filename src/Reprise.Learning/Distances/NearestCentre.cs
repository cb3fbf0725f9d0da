using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>The nearest of some centres for eight rows at once: squared Euclidean distances as Σ (x − c)², so nothing cancels.</summary>
/// <remarks>Bounds checks cost a quarter of the time here; lengths are checked once per group instead.</remarks>
internal static class NearestCentre
{
    /// <summary>Finds for each row of a group its nearest centre, the first among equals, and the squared distances to it and to the next.</summary>
    /// <param name="group">Columns × 8 values, see <see cref="RowLanes"/>.</param>
    /// <param name="centres">Centres × columns, row-major.</param>
    /// <param name="columns">Number of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]     // called for every group from the first moment: waiting for the second compilation costs more than it gives
    public static NearestOfGroup Of(ReadOnlySpan<double> group, ReadOnlySpan<double> centres, int columns)
    {
        var count = centres.Length / columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(group.Length, columns * RowLanes.Lanes, nameof(group));
        ArgumentOutOfRangeException.ThrowIfNotEqual(centres.Length, count * columns, nameof(centres));
        ref var x = ref MemoryMarshal.GetReference(group);
        ref var c = ref MemoryMarshal.GetReference(centres);
        Vector256<long> index0 = default, index1 = default;
        var best0 = Vector256.Create(double.PositiveInfinity);
        var (best1, next0, next1) = (best0, best0, best0);
        var index = 0;
        for (; index + 3 < count; index += 4)
        {
            Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            ref var centre = ref Unsafe.Add(ref c, index * columns);
            for (var i = 0; i < columns; i++)
            {
                var x0 = Vector256.LoadUnsafe(ref x, (nuint)(i * RowLanes.Lanes));
                var x1 = Vector256.LoadUnsafe(ref x, (nuint)((i * RowLanes.Lanes) + 4));
                Add(x0, x1, Unsafe.Add(ref centre, i), ref a0, ref a1);
                Add(x0, x1, Unsafe.Add(ref centre, columns + i), ref b0, ref b1);
                Add(x0, x1, Unsafe.Add(ref centre, (2 * columns) + i), ref c0, ref c1);
                Add(x0, x1, Unsafe.Add(ref centre, (3 * columns) + i), ref d0, ref d1);
            }

            OfferFour(index, a0, b0, c0, d0, ref index0, ref best0, ref next0);
            OfferFour(index, a1, b1, c1, d1, ref index1, ref best1, ref next1);
        }

        for (; index < count; index++)
        {
            Vector256<double> a0 = default, a1 = default;
            Distances(ref x, ref Unsafe.Add(ref c, index * columns), columns, ref a0, ref a1);
            Offer(index, a0, ref index0, ref best0, ref next0);
            Offer(index, a1, ref index1, ref best1, ref next1);
        }

        return new NearestOfGroup(Vector256.Narrow(index0, index1), best0, best1, next0, next1);
    }

    /// <summary>The squared distances of a group's eight rows to one point.</summary>
    public static (Vector256<double> First, Vector256<double> Last) SquaredDistances(ReadOnlySpan<double> group, ReadOnlySpan<double> point)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(group.Length, point.Length * RowLanes.Lanes, nameof(group));
        Vector256<double> a0 = default, a1 = default;
        Distances(ref MemoryMarshal.GetReference(group), ref MemoryMarshal.GetReference(point), point.Length, ref a0, ref a1);
        return (a0, a1);
    }

    /// <summary>Four centres at once: the better of each pair, then of the pairs, then of what was best before. The first among equals wins each time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfferFour(
        int centre,
        Vector256<double> a,
        Vector256<double> b,
        Vector256<double> c,
        Vector256<double> d,
        ref Vector256<long> index,
        ref Vector256<double> best,
        ref Vector256<double> next)
    {
        var first = Vector256.Create((long)centre);
        var isB = Vector256.LessThan(b, a).AsInt64();                 // -1 where so
        var isD = Vector256.LessThan(d, c).AsInt64();
        var (low, lowOther) = (Vector256.MinNative(a, b), Vector256.MinNative(c, d));
        var high = Vector256.MinNative(Vector256.MaxNative(a, b), Vector256.MaxNative(c, d));
        var isOther = Vector256.LessThan(lowOther, low).AsInt64();
        var found = Vector256.ConditionalSelect(isOther, Vector256.Create((long)centre + 2) - isD, first - isB);
        var least = Vector256.MinNative(low, lowOther);
        var second = Vector256.MinNative(Vector256.MaxNative(low, lowOther), high);
        index = Vector256.ConditionalSelect(Vector256.LessThan(least, best).AsInt64(), found, index);
        next = Vector256.MinNative(Vector256.MaxNative(best, least), Vector256.MinNative(next, second));
        best = Vector256.MinNative(best, least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Offer(
        int centre, Vector256<double> distance, ref Vector256<long> index, ref Vector256<double> best, ref Vector256<double> next)
    {
        index = Vector256.ConditionalSelect(Vector256.LessThan(distance, best).AsInt64(), Vector256.Create((long)centre), index);
        next = Vector256.MinNative(next, Vector256.MaxNative(best, distance));
        best = Vector256.MinNative(best, distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Distances(ref double x, ref double point, int columns, ref Vector256<double> a0, ref Vector256<double> a1)
    {
        for (var i = 0; i < columns; i++)
        {
            var x0 = Vector256.LoadUnsafe(ref x, (nuint)(i * RowLanes.Lanes));
            var x1 = Vector256.LoadUnsafe(ref x, (nuint)((i * RowLanes.Lanes) + 4));
            Add(x0, x1, Unsafe.Add(ref point, i), ref a0, ref a1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<double> x0, Vector256<double> x1, double value, ref Vector256<double> sum0, ref Vector256<double> sum1)
    {
        var centre = Vector256.Create(value);
        var (d0, d1) = (x0 - centre, x1 - centre);
        sum0 = Vector256.FusedMultiplyAdd(d0, d0, sum0);
        sum1 = Vector256.FusedMultiplyAdd(d1, d1, sum1);
    }
}
