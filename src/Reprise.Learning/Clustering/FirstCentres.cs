using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Draws the first centres of K-Means among the rows. Reused from start to start.</summary>
internal sealed class FirstCentres
{
    private const int GroupsPerBlock = 256;
    private readonly RowLanes _rows;
    private readonly double[]? _weights;
    private readonly int _workers;
    private readonly double[] _nearest;
    private readonly double[] _parts;

    public FirstCentres(RowLanes rows, double[]? weights, int workers)
    {
        (_rows, _weights, _workers) = (rows, weights, workers);
        _nearest = new double[rows.Groups * RowLanes.Lanes];
        _parts = new double[((rows.Groups - 1) / GroupsPerBlock) + 1];
    }

    /// <summary>Writes centres × columns values. O(rows · columns · centres · log centres) for k-means++.</summary>
    public void Draw(Seeding seeding, Rng rng, Span<double> centres, CancellationToken cancellationToken)
    {
        if (seeding == Seeding.Random)
        {
            DrawAnyRows(rng, centres);
            return;
        }

        var count = centres.Length / _rows.Columns;
        var trials = 2 + (int)PortableMath.Log(count);
        var point = new double[_rows.Columns];
        var points = new double[trials * _rows.Columns];
        _nearest.AsSpan().Fill(double.PositiveInfinity);
        _rows.CopyRow(AnyRow(rng), point);
        point.CopyTo(centres);
        for (var centre = 1; centre < count; centre++)
        {
            var total = Approach(point, cancellationToken);
            for (var trial = 0; trial < trials; trial++)
            {
                _rows.CopyRow(total > 0 && double.IsFinite(total) ? RowAt(rng.NextDouble() * total) : rng.NextInt32(_rows.Rows), points.AsSpan(trial * point.Length, point.Length));
            }

            points.AsSpan(BestOf(points, cancellationToken) * point.Length, point.Length).CopyTo(point);
            point.CopyTo(centres[(centre * point.Length)..]);
        }
    }

    /// <summary>Takes a centre into the squared distances to the nearest one; their weighted sum, by block in <see cref="_parts"/>.</summary>
    private double Approach(double[] point, CancellationToken cancellationToken)
    {
        ForBlocks((block, from, to) =>
        {
            Vector256<double> sum0 = default, sum1 = default;
            for (var group = from; group < to; group++)
            {
                var nearest = _nearest.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes);
                var (distance0, distance1) = NearestCentre.SquaredDistances(_rows.Group(group), point);
                distance0 = Vector256.MinNative(distance0, Vector256.Create<double>(nearest));
                distance1 = Vector256.MinNative(distance1, Vector256.Create<double>(nearest[4..]));
                distance0.CopyTo(nearest);
                distance1.CopyTo(nearest[4..]);
                var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
                sum0 = Vector256.FusedMultiplyAdd(weight0, distance0, sum0);
                sum1 = Vector256.FusedMultiplyAdd(weight1, distance1, sum1);
            }

            _parts[block] = Lanes.Total(sum0, sum1);
        }, cancellationToken);
        return Vectors.Sum(_parts);
    }

    /// <summary>The candidate that would leave the least sum of squared distances; the first among equals.</summary>
    private int BestOf(double[] points, CancellationToken cancellationToken)
    {
        var trials = points.Length / _rows.Columns;
        var parts = new double[trials * _parts.Length];
        ForBlocks((block, from, to) =>
        {
            Span<Vector256<double>> sums = new Vector256<double>[2 * trials];
            for (var group = from; group < to; group++)
            {
                var rows = _rows.Group(group);
                var nearest = _nearest.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes);
                var (nearest0, nearest1) = (Vector256.Create<double>(nearest), Vector256.Create<double>(nearest[4..]));
                var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
                for (var trial = 0; trial < trials; trial++)
                {
                    var (distance0, distance1) = NearestCentre.SquaredDistances(rows, points.AsSpan(trial * _rows.Columns, _rows.Columns));
                    sums[2 * trial] = Vector256.FusedMultiplyAdd(weight0, Vector256.MinNative(distance0, nearest0), sums[2 * trial]);
                    sums[(2 * trial) + 1] = Vector256.FusedMultiplyAdd(weight1, Vector256.MinNative(distance1, nearest1), sums[(2 * trial) + 1]);
                }
            }

            for (var trial = 0; trial < trials; trial++)
            {
                parts[(trial * _parts.Length) + block] = Lanes.Total(sums[2 * trial], sums[(2 * trial) + 1]);
            }
        }, cancellationToken);

        var (best, least) = (0, double.PositiveInfinity);
        for (var trial = 0; trial < trials; trial++)
        {
            var total = Vectors.Sum(parts.AsSpan(trial * _parts.Length, _parts.Length));
            (best, least) = total < least ? (trial, total) : (best, least);
        }

        return best;
    }

    /// <summary>The row where the running sum of weighted squared distances passes <paramref name="target"/>.</summary>
    private int RowAt(double target)
    {
        var block = 0;
        while (block < _parts.Length - 1 && target >= _parts[block])
        {
            target -= _parts[block];
            block++;
        }

        var last = -1;
        for (; last < 0; block = block == 0 ? _parts.Length - 1 : block - 1)         // a block whose sum rounding let the target into by mistake is passed over
        {
            var end = Math.Min(_rows.Rows, (block + 1) * GroupsPerBlock * RowLanes.Lanes);
            for (var row = block * GroupsPerBlock * RowLanes.Lanes; row < end; row++)
            {
                var part = _weights is null ? _nearest[row] : _weights[row] * _nearest[row];
                target -= part;
                last = part > 0 ? row : last;
                if (target < 0 && last >= 0)
                {
                    return last;
                }
            }
        }

        return last;
    }

    /// <summary>A row, each as likely as its weight says.</summary>
    private int AnyRow(Rng rng)
    {
        if (_weights is null)
        {
            return rng.NextInt32(_rows.Rows);
        }

        var target = rng.NextDouble() * Vectors.Sum(_weights);
        var last = -1;
        for (var row = 0; row < _rows.Rows && (last < 0 || target >= 0); row++)
        {
            target -= _weights[row];
            last = _weights[row] > 0 ? row : last;
        }

        return last;
    }

    private void DrawAnyRows(Rng rng, Span<double> centres)
    {
        var rows = new int[_rows.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        if (_weights is not null)
        {
            var counting = Array.FindAll(rows, row => _weights[row] > 0);
            rows = counting.Length * _rows.Columns >= centres.Length ? counting : rows;
        }

        for (var at = 0; at * _rows.Columns < centres.Length; at++)
        {
            var other = at + rng.NextInt32(rows.Length - at);
            (rows[at], rows[other]) = (rows[other], rows[at]);
            _rows.CopyRow(rows[at], centres.Slice(at * _rows.Columns, _rows.Columns));
        }
    }

    private void ForBlocks(Action<int, int, int> action, CancellationToken cancellationToken) =>
        BlockLoop.Run(
            _parts.Length, _workers, block => action(block, block * GroupsPerBlock, Math.Min(_rows.Groups, (block + 1) * GroupsPerBlock)), cancellationToken);
}
