using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Weighted sums of a block's rows by cluster, and of their weights. Which of the two ways is taken must depend on shapes only: they round differently.</summary>
internal static class ClusterSums
{
    private const int OwnPerGroup = 8;          // four clusters, two halves of a group

    /// <summary>
    /// For few clusters and few groups: every row is added to every cluster, with weight 0 where it does not belong, a column and four clusters at a
    /// time. Needs 256 bytes of stack a group.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfFew(RowLanes rows, double[]? weights, ReadOnlySpan<int> labels, int from, int to, Span<double> sums, Span<double> counts)
    {
        Span<Vector256<double>> own = stackalloc Vector256<double>[(to - from) * OwnPerGroup];
        for (var cluster = 0; cluster < counts.Length; cluster += 4)
        {
            Weigh(rows, weights, labels, from, to, cluster, own, counts[cluster..]);
            for (var i = 0; i < rows.Columns; i++)
            {
                SumColumn(rows, from, to, i, own, rows.Columns, sums[((cluster * rows.Columns) + i)..]);
            }
        }
    }

    /// <summary>For four clusters the weight each row has in it, and their sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(
        RowLanes rows, double[]? weights, ReadOnlySpan<int> labels, int from, int to, int cluster, Span<Vector256<double>> own, Span<double> counts)
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        ref var at = ref MemoryMarshal.GetReference(own);
        var first = Vector256.Create((long)cluster);
        for (var group = from; group < to; group++)
        {
            var (weight0, weight1) = RowWeights.OfGroup(weights, rows.Rows, group);
            var (label0, label1) = Vector256.Widen(Vector256.Create(labels.Slice(group * RowLanes.Lanes, RowLanes.Lanes)));
            (label0, label1) = (label0 - first, label1 - first);
            var (a0, a1) = (Vector256.Equals(label0, Vector256<long>.Zero).AsDouble() & weight0, Vector256.Equals(label1, Vector256<long>.Zero).AsDouble() & weight1);
            var (b0, b1) = (Vector256.Equals(label0, Vector256<long>.One).AsDouble() & weight0, Vector256.Equals(label1, Vector256<long>.One).AsDouble() & weight1);
            var (c0, c1) = (Vector256.Equals(label0, Vector256.Create(2L)).AsDouble() & weight0, Vector256.Equals(label1, Vector256.Create(2L)).AsDouble() & weight1);
            var (d0, d1) = (Vector256.Equals(label0, Vector256.Create(3L)).AsDouble() & weight0, Vector256.Equals(label1, Vector256.Create(3L)).AsDouble() & weight1);
            at = a0;
            Unsafe.Add(ref at, 1) = a1;
            Unsafe.Add(ref at, 2) = b0;
            Unsafe.Add(ref at, 3) = b1;
            Unsafe.Add(ref at, 4) = c0;
            Unsafe.Add(ref at, 5) = c1;
            Unsafe.Add(ref at, 6) = d0;
            Unsafe.Add(ref at, 7) = d1;
            at = ref Unsafe.Add(ref at, OwnPerGroup);
            (a, b, c, d) = (a + (a0 + a1), b + (b0 + b1), c + (c0 + c1), d + (d0 + d1));
        }

        Put(counts, 1, Lanes.Total(a, default), Lanes.Total(b, default), Lanes.Total(c, default), Lanes.Total(d, default));
    }

    /// <summary>The weighted sums of one column for four clusters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumColumn(RowLanes rows, int from, int to, int column, ReadOnlySpan<Vector256<double>> own, int stride, Span<double> sums)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        ref var at = ref MemoryMarshal.GetReference(own);
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows.Range(from, to)), column * RowLanes.Lanes);
        for (var group = from; group < to; group++)
        {
            var x0 = Vector256.LoadUnsafe(ref x);
            var x1 = Vector256.LoadUnsafe(ref x, 4);
            a0 = Vector256.FusedMultiplyAdd(x0, at, a0);
            a1 = Vector256.FusedMultiplyAdd(x1, Unsafe.Add(ref at, 1), a1);
            b0 = Vector256.FusedMultiplyAdd(x0, Unsafe.Add(ref at, 2), b0);
            b1 = Vector256.FusedMultiplyAdd(x1, Unsafe.Add(ref at, 3), b1);
            c0 = Vector256.FusedMultiplyAdd(x0, Unsafe.Add(ref at, 4), c0);
            c1 = Vector256.FusedMultiplyAdd(x1, Unsafe.Add(ref at, 5), c1);
            d0 = Vector256.FusedMultiplyAdd(x0, Unsafe.Add(ref at, 6), d0);
            d1 = Vector256.FusedMultiplyAdd(x1, Unsafe.Add(ref at, 7), d1);
            at = ref Unsafe.Add(ref at, OwnPerGroup);
            x = ref Unsafe.Add(ref x, stride * RowLanes.Lanes);
        }

        Put(sums, stride, Lanes.Total(a0, a1), Lanes.Total(b0, b1), Lanes.Total(c0, c1), Lanes.Total(d0, d1));
    }

    /// <summary>Writes as many of four values as there is room for.</summary>
    private static void Put(Span<double> destination, int stride, double a, double b, double c, double d)
    {
        ReadOnlySpan<double> values = [a, b, c, d];
        for (var i = 0; i < values.Length && i * stride < destination.Length; i++)
        {
            destination[i * stride] = values[i];
        }
    }

    /// <summary>For many clusters: row after row.</summary>
    public static void OfMany(RowLanes rows, double[]? weights, ReadOnlySpan<int> labels, int from, int to, Span<double> sums, Span<double> counts)
    {
        var columns = rows.Columns;
        sums.Clear();
        counts.Clear();
        var end = Math.Min(to * RowLanes.Lanes, rows.Rows);
        for (var row = from * RowLanes.Lanes; row < end; row++)
        {
            var values = rows.Group(row / RowLanes.Lanes);
            var sum = sums.Slice(labels[row] * columns, columns);
            var weight = weights is null ? 1 : weights[row];
            counts[labels[row]] += weight;
            var at = row % RowLanes.Lanes;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] = Math.FusedMultiplyAdd(weight, values[at], sum[i]);
                at += RowLanes.Lanes;
            }
        }
    }
}
