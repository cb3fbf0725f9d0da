using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>The steps of <see cref="MiniBatchKMeans"/>: centres are running means of the rows they won.</summary>
internal sealed class MiniBatchRun(MatrixView x, double[] centres, double reassignmentRatio, Rng rng)
{
    private readonly int _clusters = centres.Length / x.Columns;
    private readonly double[] _seen = new double[centres.Length / x.Columns];

    /// <summary>The centres, clusters × columns.</summary>
    public double[] Centres => centres;

    /// <summary>Different rows, each equally likely, in random order. O(count) time and memory: of the shuffled list only what is not at its place is kept.</summary>
    public static int[] DrawRows(int rows, int count, Rng rng)
    {
        var drawn = new int[count];
        var moved = new Dictionary<int, int>(2 * count);
        for (var i = 0; i < count; i++)
        {
            var other = i + rng.NextInt32(rows - i);
            drawn[i] = moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(i, i);
        }

        return drawn;
    }

    /// <summary>The sum of squared distances of rows to their nearest centre.</summary>
    public static double InertiaOf(RowLanes rows, double[] centres) => Nearest(rows, centres, []);

    /// <summary>Takes steps until a rule ends them. Says how many.</summary>
    public int Run(int batchSize, int maxIterations, double tolerance, int? maxNoImprovement, CancellationToken cancellationToken)
    {
        var steps = Math.Max(1, (int)Math.Min(int.MaxValue, (long)maxIterations * x.Rows / batchSize));
        var rows = new int[batchSize];
        var smoothing = Math.Min(1, 2.0 * batchSize / (x.Rows + 1));
        var (smoothed, least, sinceLeast, sinceReassigned) = (double.NaN, double.NaN, 0, 0L);
        for (var step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ref var row in rows.AsSpan())
            {
                row = rng.NextInt32(x.Rows);
            }

            sinceReassigned += batchSize;
            var isReassigning = _seen.Contains(0) || sinceReassigned >= 10L * _clusters;
            sinceReassigned = isReassigning ? 0 : sinceReassigned;
            var before = tolerance > 0 ? centres.AsSpan().ToArray() : [];
            var inertia = Step(rows, isReassigning) / batchSize;
            if (tolerance > 0 && Vectors.SquaredDistance(before, centres) <= tolerance)
            {
                return step + 1;
            }

            if (step == 0)
            {
                continue;           // the inertia before the first step says nothing
            }

            smoothed = double.IsNaN(smoothed) ? inertia : (smoothed * (1 - smoothing)) + (inertia * smoothing);
            (least, sinceLeast) = !(smoothed >= least) ? (smoothed, 0) : (least, sinceLeast + 1);
            if (sinceLeast >= maxNoImprovement)
            {
                return step + 1;
            }
        }

        return steps;
    }

    /// <summary>One step; the sum of squared distances before it.</summary>
    private double Step(int[] rows, bool isReassigning)
    {
        var batch = RowLanes.Of(x, rows);
        var labels = new int[batch.Groups * RowLanes.Lanes];
        var inertia = Nearest(batch, centres, labels);
        var sums = new double[centres.Length];
        var counts = new double[_clusters];
        ClusterSums.OfMany(batch, null, labels, 0, batch.Groups, sums, counts);
        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            var centre = centres.AsSpan(cluster * x.Columns, x.Columns);
            var total = _seen[cluster] + counts[cluster];
            for (var i = 0; i < centre.Length && counts[cluster] > 0; i++)
            {
                centre[i] = ((centre[i] * _seen[cluster]) + sums[(cluster * x.Columns) + i]) / total;
            }

            _seen[cluster] = total;
        }

        if (isReassigning && reassignmentRatio > 0)
        {
            Reassign(rows);
        }

        return inertia;
    }

    /// <summary>Starts the least used centres again, at most as many as half a batch has rows, from different rows of the batch.</summary>
    private void Reassign(int[] rows)
    {
        var busiest = 0.0;
        foreach (var count in _seen)
        {
            busiest = Math.Max(busiest, count);
        }

        var order = Enumerable.Range(0, _clusters).OrderBy(cluster => _seen[cluster]).ThenBy(cluster => cluster);
        int[] idle = [.. order.Where(cluster => _seen[cluster] < reassignmentRatio * busiest).Take(rows.Length / 2).Order()];
        if (idle.Length == 0 || idle.Length == _clusters)
        {
            return;
        }

        var least = Enumerable.Range(0, _clusters).Except(idle).Min(cluster => _seen[cluster]);
        var places = DrawRows(rows.Length, idle.Length, new Rng(rng.NextUInt64()));
        for (var i = 0; i < idle.Length; i++)
        {
            x.Row(rows[places[i]]).CopyTo(centres.AsSpan(idle[i] * x.Columns, x.Columns));
            _seen[idle[i]] = least;
        }
    }

    private static double Nearest(RowLanes rows, double[] centres, Span<int> labels)
    {
        Vector256<double> sum0 = default, sum1 = default;
        for (var group = 0; group < rows.Groups; group++)
        {
            var found = NearestCentre.Of(rows.Group(group), centres, rows.Columns);
            var (weight0, weight1) = RowWeights.OfGroup(null, rows.Rows, group);
            sum0 = Vector256.FusedMultiplyAdd(weight0, found.Best0, sum0);
            sum1 = Vector256.FusedMultiplyAdd(weight1, found.Best1, sum1);
            if (!labels.IsEmpty)
            {
                found.Labels.CopyTo(labels[(group * RowLanes.Lanes)..]);
            }
        }

        return Lanes.Total(sum0, sum1);
    }
}
