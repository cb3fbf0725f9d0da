using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Draws the first centres of K-Means among the rows, for several starts in the same passes. Reused from draw to draw.</summary>
internal sealed class FirstCentres(RowLanes rows, double[]? weights, int workers)
{
    private const int GroupsPerBlock = 64;
    private readonly RowLanes _rows = rows;
    private readonly double[]? _weights = weights;
    private readonly int _blocks = ((rows.Groups - 1) / GroupsPerBlock) + 1;
    private readonly List<Draft> _room = [];

    /// <summary>Writes centres × columns values for each start. O(starts · rows · columns · centres · log centres) for k-means++.</summary>
    public void Draw(Seeding seeding, IReadOnlyList<(Rng Rng, double[] Centres)> starts, CancellationToken cancellationToken)
    {
        if (seeding == Seeding.Random)
        {
            foreach (var (rng, centres) in starts)
            {
                DrawAnyRows(rng, centres);
            }

            return;
        }

        var (columns, count) = (_rows.Columns, starts[0].Centres.Length / _rows.Columns);
        var trials = 2 + (int)PortableMath.Log(count);
        while (_room.Count < starts.Count)
        {
            _room.Add(new Draft(_rows, _blocks, trials));
        }

        var drafts = _room[..starts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].Nearest.AsSpan().Fill(double.PositiveInfinity);
            _rows.CopyRow(AnyRow(starts[i].Rng), drafts[i].Point);
            drafts[i].Point.CopyTo(starts[i].Centres, 0);
        }

        for (var centre = 1; centre < count; centre++)
        {
            ForBlocks((block, from, to) => drafts.ForEach(draft => draft.Parts[block] = Approach(draft, from, to)), cancellationToken);
            for (var i = 0; i < drafts.Count; i++)
            {
                DrawTrials(drafts[i], starts[i].Rng, trials);
            }

            ForBlocks((block, from, to) => drafts.ForEach(draft => Try(draft, block, from, to)), cancellationToken);
            for (var i = 0; i < drafts.Count; i++)
            {
                drafts[i].Points.AsSpan(BestOf(drafts[i], trials) * columns, columns).CopyTo(drafts[i].Point);
                drafts[i].Point.CopyTo(starts[i].Centres, centre * columns);
            }
        }
    }

    private void DrawTrials(Draft draft, Rng rng, int trials)
    {
        var total = Vectors.Sum(draft.Parts);
        for (var trial = 0; trial < trials; trial++)
        {
            _rows.CopyRow(
                total > 0 && double.IsFinite(total) ? RowAt(draft, rng.NextDouble() * total) : rng.NextInt32(_rows.Rows),
                draft.Points.AsSpan(trial * _rows.Columns, _rows.Columns));
        }
    }

    /// <summary>Takes the draft's newest centre into the squared distances to the nearest one; their weighted sum over a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]     // called for every block from the first moment on
    private double Approach(Draft draft, int from, int to)
    {
        Vector256<double> sum0 = default, sum1 = default;
        ReadOnlySpan<double> point = draft.Point;
        for (var group = from; group < to; group++)
        {
            var nearest = draft.Nearest.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes);
            var (distance0, distance1) = NearestCentre.SquaredDistances(_rows.Group(group), point);
            distance0 = Vector256.MinNative(distance0, Vector256.Create<double>(nearest));
            distance1 = Vector256.MinNative(distance1, Vector256.Create<double>(nearest[4..]));
            distance0.CopyTo(nearest);
            distance1.CopyTo(nearest[4..]);
            var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
            sum0 = Vector256.FusedMultiplyAdd(weight0, distance0, sum0);
            sum1 = Vector256.FusedMultiplyAdd(weight1, distance1, sum1);
        }

        return Lanes.Total(sum0, sum1);
    }

    /// <summary>The sums of squared distances over a block that each of a draft's candidates would leave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Try(Draft draft, int block, int from, int to)
    {
        for (var trial = 0; trial * _blocks < draft.TrialParts.Length; trial++)
        {
            Vector256<double> sum0 = default, sum1 = default;
            ReadOnlySpan<double> point = draft.Points.AsSpan(trial * _rows.Columns, _rows.Columns);
            for (var group = from; group < to; group++)
            {
                ReadOnlySpan<double> nearest = draft.Nearest.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes);
                var (weight0, weight1) = RowWeights.OfGroup(_weights, _rows.Rows, group);
                var (distance0, distance1) = NearestCentre.SquaredDistances(_rows.Group(group), point);
                sum0 = Vector256.FusedMultiplyAdd(weight0, Vector256.MinNative(distance0, Vector256.Create(nearest)), sum0);
                sum1 = Vector256.FusedMultiplyAdd(weight1, Vector256.MinNative(distance1, Vector256.Create(nearest[4..])), sum1);
            }

            draft.TrialParts[(trial * _blocks) + block] = Lanes.Total(sum0, sum1);
        }
    }

    /// <summary>The candidate that would leave the least sum of squared distances; the first among equals.</summary>
    private int BestOf(Draft draft, int trials)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var trial = 0; trial < trials; trial++)
        {
            var total = Vectors.Sum(draft.TrialParts.AsSpan(trial * _blocks, _blocks));
            (best, least) = total < least ? (trial, total) : (best, least);
        }

        return best;
    }

    /// <summary>The row where the running sum of weighted squared distances passes <paramref name="target"/>.</summary>
    private int RowAt(Draft draft, double target)
    {
        var block = 0;
        while (block < draft.Parts.Length - 1 && target >= draft.Parts[block])
        {
            target -= draft.Parts[block];
            block++;
        }

        var last = -1;
        for (; last < 0; block = block == 0 ? draft.Parts.Length - 1 : block - 1)         // a block whose sum rounding let the target into by mistake is passed over
        {
            var end = Math.Min(_rows.Rows, (block + 1) * GroupsPerBlock * RowLanes.Lanes);
            for (var row = block * GroupsPerBlock * RowLanes.Lanes; row < end; row++)
            {
                var part = _weights is null ? draft.Nearest[row] : _weights[row] * draft.Nearest[row];
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
            _blocks, workers, block => action(block, block * GroupsPerBlock, Math.Min(_rows.Groups, (block + 1) * GroupsPerBlock)), cancellationToken);

    /// <summary>What is known while the centres of one start are drawn.</summary>
    private sealed class Draft(RowLanes rows, int blocks, int trials)
    {
        /// <summary>The newest centre.</summary>
        public double[] Point { get; } = new double[rows.Columns];

        /// <summary>Candidates for the next: trials × columns.</summary>
        public double[] Points { get; } = new double[trials * rows.Columns];

        /// <summary>Squared distance of each row to its nearest centre so far.</summary>
        public double[] Nearest { get; } = new double[rows.Groups * RowLanes.Lanes];

        /// <summary>Weighted sums of these by block.</summary>
        public double[] Parts { get; } = new double[blocks];

        /// <summary>What they would be with each candidate: trials × blocks.</summary>
        public double[] TrialParts { get; } = new double[trials * blocks];
    }
}
