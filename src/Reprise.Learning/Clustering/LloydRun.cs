using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Lloyd's iterations from given centres, for several starts in one pass over the rows. Reused from pass to pass.</summary>
/// <remarks>
/// Results are those of plain Lloyd bit for bit, start by start; two things are left out because they cannot change. A group of eight rows is not compared
/// again while the centres have moved less, in all, than its least margin between nearest and second nearest centre (Hamerly 2010, one bound a group
/// instead of two a row). A block of rows is not summed again while its labels stay. Sums are per block and combined in block order. What limits
/// these loops is memory: starts that share a pass read the rows once.
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
    private readonly int _blocks;
    private readonly double _slack;

    /// <summary>Iterations over these rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">Weights of the rows, filled up with zeros to whole groups; null for 1 each.</param>
    /// <param name="clusters">Number of centres.</param>
    /// <param name="workers">Most threads used.</param>
    public LloydRun(RowLanes rows, double[]? weights, int clusters, int workers)
    {
        (_rows, _weights, _clusters, _workers) = (rows, weights, clusters, workers);
        _groupsPerBlock = Math.Max(32, 2 * clusters);
        _blocks = ((rows.Groups - 1) / _groupsPerBlock) + 1;
        _slack = (rows.Columns + 8) * 1e-15;
    }

    /// <summary>Room for one start at a time: twelve bytes a row and what the centres need.</summary>
    public LloydStart NewStart() => new(_rows, _clusters, _blocks);

    /// <summary>
    /// Moves the centres of each start until no label changes, they move by no more than <paramref name="tolerance"/> (summed squares), or the
    /// iterations are used up.
    /// </summary>
    public void Run(IReadOnlyList<LloydStart> starts, int maxIterations, double tolerance, CancellationToken cancellationToken)
    {
        var moving = new List<LloydStart>(starts);
        while (moving.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Assign(moving, cancellationToken);
            moving.RemoveAll(start =>
            {
                start.Iterations++;
                var moved = Move(start);
                return !start.Changed || moved <= tolerance || start.Iterations >= maxIterations;
            });
        }

        Finish(starts, cancellationToken);
    }

    /// <summary>Labels every row, and sums the blocks where a label changed.</summary>
    private void Assign(List<LloydStart> starts, CancellationToken cancellationToken)
    {
        starts.ForEach(start => start.Changed = false);
        ForBlocks((block, from, to) =>
        {
            foreach (var start in starts)
            {
                if (AssignBlock(start, from, to))
                {
                    start.Changed = true;
                    SumBlock(start, block, from, to);
                }
            }
        }, cancellationToken);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]     // called for every block from the first moment on
    private bool AssignBlock(LloydStart start, int from, int to)
    {
        var changed = false;
        var (travelled, limits, centres, columns) = (start.Travelled, start.Limits, start.Centres, _rows.Columns);
        var labels = MemoryMarshal.Cast<int, Vector256<int>>(start.PaddedLabels.AsSpan());
        for (var group = from; group < to; group++)
        {
            if (limits[group] > travelled)
            {
                continue;
            }

            var found = NearestCentre.Of(_rows.Group(group), centres, columns);
            limits[group] = (travelled + (Margin(found) * (1 - _slack))) * JustBelow;
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

    private void SumBlock(LloydStart start, int block, int from, int to)
    {
        var size = _clusters * _rows.Columns;
        var sums = start.Sums.AsSpan(block * size, size);
        var counts = start.Counts.AsSpan(block * _clusters, _clusters);
        if (_clusters <= 8 && size <= 64)
        {
            ClusterSums.OfFew(_rows, _weights, start.PaddedLabels, from, to, sums, counts);
        }
        else
        {
            ClusterSums.OfMany(_rows, _weights, start.PaddedLabels, from, to, sums, counts);
        }
    }

    /// <summary>Moves the centres of a start to the means of their rows; says by how much, in summed squares.</summary>
    private double Move(LloydStart start)
    {
        var (current, next) = (start.Centres, start.Next);
        Average(start, current, next);
        var moved = 0.0;
        start.Travelled = Math.BitIncrement(start.Travelled + Movement(current, next, ref moved));
        (start.Centres, start.Next) = (next, current);
        return moved;
    }

    /// <summary>Writes the mean of each cluster's rows; a cluster without rows gets the row farthest from its centre, or stays where every row is at its centre.</summary>
    private void Average(LloydStart start, double[] current, double[] next)
    {
        var columns = _rows.Columns;
        var counts = new double[_clusters];
        Array.Clear(next);
        for (var block = 0; block < _blocks; block++)
        {
            Vectors.AddScaled(1, start.Sums.AsSpan(block * next.Length, next.Length), next);
            Vectors.AddScaled(1, start.Counts.AsSpan(block * _clusters, _clusters), counts);
        }

        if (counts.Contains(0))
        {
            EmptyClusters.Refill(_rows, _weights, start.Labels, current, next, counts);
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
    private void Finish(IReadOnlyList<LloydStart> starts, CancellationToken cancellationToken)
    {
        var parts = new double[starts.Count][];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new double[_blocks];
        }

        ForBlocks((block, from, to) =>
        {
            for (var i = 0; i < starts.Count; i++)
            {
                parts[i][block] = FinishBlock(starts[i], from, to);
            }
        }, cancellationToken);
        for (var i = 0; i < parts.Length; i++)
        {
            starts[i].Inertia = Vectors.Sum(parts[i]);
        }
    }

    private double FinishBlock(LloydStart start, int from, int to)
    {
        var labels = MemoryMarshal.Cast<int, Vector256<int>>(start.PaddedLabels.AsSpan());
        Vector256<double> sum0 = default, sum1 = default;
        for (var group = from; group < to; group++)
        {
            var found = NearestCentre.Of(_rows.Group(group), start.Centres, _rows.Columns);
            labels[group] = found.Labels;
            var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
            sum0 = Vector256.FusedMultiplyAdd(weight0, found.Best0, sum0);
            sum1 = Vector256.FusedMultiplyAdd(weight1, found.Best1, sum1);
        }

        return Lanes.Total(sum0, sum1);
    }

    private void ForBlocks(Action<int, int, int> action, CancellationToken cancellationToken) =>
        BlockLoop.Run(((_blocks - 1) / BlocksPerTask) + 1, _workers, task =>
        {
            for (var block = task * BlocksPerTask; block < Math.Min(_blocks, (task + 1) * BlocksPerTask); block++)
            {
                action(block, block * _groupsPerBlock, Math.Min(_rows.Groups, (block + 1) * _groupsPerBlock));
            }
        }, cancellationToken);
}
