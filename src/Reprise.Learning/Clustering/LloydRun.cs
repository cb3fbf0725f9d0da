using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Lloyd's iterations from given centres. Reused from start to start.</summary>
/// <remarks>
/// Results are those of plain Lloyd bit for bit; two things are left out because they cannot change. A group of eight rows is not compared again while
/// the centres have moved less, in all, than its least margin between nearest and second nearest centre (Hamerly 2010, one bound a group instead of two a
/// row). A block of rows is not summed again while its labels stay. Sums are per block and combined in block order.
/// </remarks>
internal sealed class LloydRun
{
    private const int BlocksPerTask = 8;
    private const double JustBelow = 1 - 4e-16;         // what adding may round up
    private readonly RowLanes _rows;
    private readonly double[]? _weights;
    private readonly int _clusters;
    private readonly int _workers;
    private readonly int _groupsPerBlock;
    private readonly int[] _labels;
    private readonly double[] _limits;
    private readonly double[] _sums;
    private readonly double[] _counts;
    private readonly double _slack;

    /// <summary>Room for one run at a time.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">Weights of the rows, filled up with zeros to whole groups; null for 1 each.</param>
    /// <param name="clusters">Number of centres.</param>
    /// <param name="workers">Most threads used.</param>
    public LloydRun(RowLanes rows, double[]? weights, int clusters, int workers)
    {
        (_rows, _weights, _clusters, _workers) = (rows, weights, clusters, workers);
        _groupsPerBlock = Math.Max(32, 2 * clusters);
        var blocks = ((rows.Groups - 1) / _groupsPerBlock) + 1;
        _labels = new int[rows.Groups * RowLanes.Lanes];
        _limits = new double[rows.Groups];
        _sums = new double[blocks * clusters * rows.Columns];
        _counts = new double[blocks * clusters];
        _slack = (rows.Columns + 8) * 1e-15;
    }

    /// <summary>The cluster of each row after <see cref="Run"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, _rows.Rows);

    /// <summary>Σ weight · squared distance to the nearest centre, after <see cref="Run"/>.</summary>
    public double Inertia { get; private set; }

    /// <summary>Moves <paramref name="centres"/> until no label changes, they move by no more than <paramref name="tolerance"/> (summed squares), or the iterations are used up.</summary>
    /// <returns>Iterations done.</returns>
    public int Run(Span<double> centres, int maxIterations, double tolerance, CancellationToken cancellationToken)
    {
        _limits.AsSpan().Fill(double.NegativeInfinity);
        _labels.AsSpan().Fill(-1);
        var current = centres.ToArray();
        var next = new double[current.Length];
        var travelled = 0.0;
        var iteration = 0;
        while (iteration < maxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            iteration++;
            var changed = Assign(current, travelled, cancellationToken);
            Average(current, next);
            var moved = 0.0;
            travelled = Math.BitIncrement(travelled + Movement(current, next, ref moved));
            (current, next) = (next, current);
            if (!changed || moved <= tolerance)
            {
                break;
            }
        }

        Finish(current, cancellationToken);
        current.CopyTo(centres);
        return iteration;
    }

    /// <summary>Labels every row, and sums the blocks where a label changed. Says whether one did.</summary>
    private bool Assign(double[] centres, double travelled, CancellationToken cancellationToken)
    {
        var changed = 0;
        ForBlocks((block, from, to) =>
        {
            if (AssignBlock(centres, travelled, from, to))
            {
                Volatile.Write(ref changed, 1);
                SumBlock(block, from, to);
            }
        }, cancellationToken);
        return changed != 0;
    }

    private bool AssignBlock(double[] centres, double travelled, int from, int to)
    {
        var changed = false;
        var labels = MemoryMarshal.Cast<int, Vector256<int>>(_labels.AsSpan());
        for (var group = from; group < to; group++)
        {
            if (_limits[group] > travelled)
            {
                continue;
            }

            var found = NearestCentre.Of(_rows.Group(group), centres, _rows.Columns);
            _limits[group] = (travelled + (Margin(found) * (1 - _slack))) * JustBelow;
            var next = found.Labels;
            if (labels[group] != next)
            {
                labels[group] = next;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>A lower bound of √next − √best over the eight rows: (next − best) / 2√next, with one root for all.</summary>
    private static double Margin(in NearestOfGroup found)
    {
        var (gap0, gap1) = (found.Next0 - found.Best0, found.Next1 - found.Best1);
        var tiny = Vector256.Create(1e-300);         // two centres at a row: no gap, not 0 / 0
        var least = Vector256.MinNative(gap0 * (gap0 / Vector256.MaxNative(found.Next0, tiny)), gap1 * (gap1 / Vector256.MaxNative(found.Next1, tiny)));
        var least2 = Vector128.MinNative(least.GetLower(), least.GetUpper());
        return 0.5 * Math.Sqrt(Math.Min(least2[0], least2[1]));
    }

    private void SumBlock(int block, int from, int to)
    {
        var size = _clusters * _rows.Columns;
        var sums = _sums.AsSpan(block * size, size);
        var counts = _counts.AsSpan(block * _clusters, _clusters);
        if (_clusters <= 8 && size <= 64)
        {
            ClusterSums.OfFew(_rows, _weights, _labels, from, to, sums, counts);
        }
        else
        {
            ClusterSums.OfMany(_rows, _weights, _labels, from, to, sums, counts);
        }
    }

    /// <summary>Writes the mean of each cluster's rows; a cluster without rows gets the row farthest from its centre, or stays where every row is at its centre.</summary>
    private void Average(double[] current, double[] next)
    {
        var columns = _rows.Columns;
        var counts = new double[_clusters];
        Array.Clear(next);
        for (var block = 0; block * _clusters < _counts.Length; block++)
        {
            Vectors.AddScaled(1, _sums.AsSpan(block * next.Length, next.Length), next);
            Vectors.AddScaled(1, _counts.AsSpan(block * _clusters, _clusters), counts);
        }

        if (counts.Contains(0))
        {
            EmptyClusters.Refill(_rows, _weights, Labels, current, next, counts);
        }

        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            var mean = next.AsSpan(cluster * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                mean[i] = counts[cluster] > 0 ? mean[i] / counts[cluster] : current[(cluster * columns) + i];
            }
        }
    }

    /// <summary>An upper bound of how much nearer a second centre can have come to any row than its nearest: the two longest ways added.</summary>
    private double Movement(double[] current, double[] next, ref double moved)
    {
        var columns = _rows.Columns;
        var (longest, second) = (0.0, 0.0);
        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            var squared = Vectors.SquaredDistance(current.AsSpan(cluster * columns, columns), next.AsSpan(cluster * columns, columns));
            moved += squared;
            var way = Math.Sqrt(squared) * (1 + _slack);
            (longest, second) = way > longest ? (way, longest) : (longest, Math.Max(second, way));
        }

        return (longest + second) * (1 + _slack);
    }

    /// <summary>Labels every row by the last centres and adds up the squared distances.</summary>
    private void Finish(double[] centres, CancellationToken cancellationToken)
    {
        var parts = new double[_counts.Length / _clusters];
        ForBlocks((block, from, to) =>
        {
            var labels = MemoryMarshal.Cast<int, Vector256<int>>(_labels.AsSpan());
            Vector256<double> sum0 = default, sum1 = default;
            for (var group = from; group < to; group++)
            {
                var found = NearestCentre.Of(_rows.Group(group), centres, _rows.Columns);
                labels[group] = found.Labels;
                var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
                sum0 = Vector256.FusedMultiplyAdd(weight0, found.Best0, sum0);
                sum1 = Vector256.FusedMultiplyAdd(weight1, found.Best1, sum1);
            }

            parts[block] = Lanes.Total(sum0, sum1);
        }, cancellationToken);
        Inertia = Vectors.Sum(parts);
    }

    private void ForBlocks(Action<int, int, int> action, CancellationToken cancellationToken)
    {
        var blocks = _counts.Length / _clusters;
        BlockLoop.Run(((blocks - 1) / BlocksPerTask) + 1, _workers, task =>
        {
            for (var block = task * BlocksPerTask; block < Math.Min(blocks, (task + 1) * BlocksPerTask); block++)
            {
                action(block, block * _groupsPerBlock, Math.Min(_rows.Groups, (block + 1) * _groupsPerBlock));
            }
        }, cancellationToken);
    }
}
