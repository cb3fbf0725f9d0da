using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Weighted sums of a block's rows by cluster, and of their weights. Which of the two ways is taken must depend on shapes only: they round differently.</summary>
internal static class ClusterSums
{
    /// <summary>For few clusters: every row is added to every cluster, with weight 0 where it does not belong; three times as fast for four clusters.</summary>
    public static void OfFew(RowLanes rows, double[]? weights, ReadOnlySpan<int> labels, int from, int to, Span<double> sums, Span<double> counts)
    {
        var columns = rows.Columns;
        Span<Vector256<double>> totals = stackalloc Vector256<double>[sums.Length];
        Span<Vector256<double>> weighed = stackalloc Vector256<double>[counts.Length];
        for (var group = from; group < to; group++)
        {
            ref var x = ref MemoryMarshal.GetReference(rows.Group(group));
            var (weight0, weight1) = RowWeights.OfGroup(weights, rows.Rows, group);
            var (label0, label1) = Vector256.Widen(Vector256.Create(labels.Slice(group * RowLanes.Lanes, RowLanes.Lanes)));
            for (var cluster = 0; cluster < weighed.Length; cluster++)
            {
                var own = Vector256.Create((long)cluster);
                var own0 = Vector256.Equals(label0, own).AsDouble() & weight0;
                var own1 = Vector256.Equals(label1, own).AsDouble() & weight1;
                weighed[cluster] += own0 + own1;
                ref var total = ref totals[cluster * columns];
                for (var i = 0; i < columns; i++)
                {
                    var x0 = Vector256.LoadUnsafe(ref x, (nuint)(i * RowLanes.Lanes));
                    var x1 = Vector256.LoadUnsafe(ref x, (nuint)((i * RowLanes.Lanes) + 4));
                    ref var sum = ref Unsafe.Add(ref total, i);
                    sum = Vector256.FusedMultiplyAdd(own1, x1, Vector256.FusedMultiplyAdd(own0, x0, sum));
                }
            }
        }

        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = Lanes.Total(totals[i], default);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Lanes.Total(weighed[i], default);
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
