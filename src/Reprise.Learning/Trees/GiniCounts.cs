using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reprise.Learning.Trees;

/// <summary>Finds the cut with the greatest fall in Gini impurity, from exact integer counts.</summary>
/// <remarks>
/// Maximises Σₖl²ₖ/l + Σₖr²ₖ/r over the class counts left and right, which falls as impurity rises. Three ways to the same answer: up to 16 classes
/// count per value in vector lanes (<see cref="GiniLanes"/>); a large node beside few distinct values counts in plain integers; else the samples are sorted.
/// </remarks>
internal sealed class GiniCounts(RankedColumns data, int[] targets, int classes) : SplitFinder(data)
{
    private const int PayloadBits = 16;
    private const ulong PayloadMask = (1UL << PayloadBits) - 1;

    private readonly long[] _totals = new long[classes];
    private readonly long[] _left = new long[classes];
    private readonly long[] _right = new long[classes];
    private readonly uint[] _payload = new uint[data.Rows];          // draws << 16 | class
    private readonly GiniLanes? _lanes = classes <= GiniLanes.MostClasses ? new GiniLanes(data) : null;
    private ulong[] _keys = [];
    private int[] _counts = [];

    /// <inheritdoc/>
    public override int Outputs => classes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Enter(ReadOnlySpan<int> samples, ReadOnlySpan<int> draws)
    {
        var totals = _totals.AsSpan();
        totals.Clear();
        for (var i = 0; i < samples.Length; i++)
        {
            var (target, drawn) = (targets[samples[i]], draws[samples[i]]);
            _payload[i] = ((uint)drawn << PayloadBits) | (uint)target;
            totals[target] += drawn;
        }

        var (weight, squares) = (0L, 0L);
        foreach (var total in totals)
        {
            weight += total;
            squares += total * total;
        }

        Weight = weight;
        Score = (double)squares / weight;
        Pure = squares == weight * weight;
        if (weight <= GiniLanes.MostWeight)
        {
            _lanes?.Enter(totals);
        }
    }

    /// <inheritdoc/>
    public override void Expect(ReadOnlySpan<int> features, ReadOnlySpan<int> samples) => _lanes?.Expect(features, samples);

    /// <inheritdoc/>
    public override Split Find(int feature, ReadOnlySpan<int> samples, int minLeaf, out bool constant)
    {
        var distinct = Data.DistinctValues(feature);
        if (_lanes is not null && Weight <= GiniLanes.MostWeight && GiniLanes.IsCheap(distinct, samples.Length))
        {
            return _lanes.Find(feature, samples, _payload, minLeaf, out constant);
        }

        return CountsAreCheaper(distinct, samples.Length)
            ? ByCounting(feature, samples, minLeaf, out constant)
            : BySorting(feature, samples, minLeaf, out constant);
    }

    /// <inheritdoc/>
    public override void WriteLeaf(Span<double> values)
    {
        for (var i = 0; i < classes; i++)
        {
            values[i] = _totals[i] / Weight;
        }
    }

    /// <inheritdoc/>
    protected override double ScoreOf(ReadOnlySpan<int> ranks, int cut)
    {
        _left.AsSpan().Clear();
        for (var i = 0; i < ranks.Length; i++)
        {
            _left[_payload[i] & PayloadMask] += ranks[i] <= cut ? _payload[i] >> PayloadBits : 0;
        }

        var (left, leftSquares, right, rightSquares) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < classes; i++)
        {
            var (l, r) = (_left[i], _totals[i] - _left[i]);
            (left, leftSquares, right, rightSquares) = (left + l, leftSquares + (l * l), right + r, rightSquares + (r * r));
        }

        return ((double)leftSquares / left) + ((double)rightSquares / right);
    }

    private bool CountsAreCheaper(int distinct, int samples) => (long)distinct * (classes + 1) <= 8L * samples;

    /// <summary>Sorts (rank, draws, class) packed into one integer; equal keys are interchangeable, so the order is the same everywhere.</summary>
    internal Split BySorting(int feature, ReadOnlySpan<int> samples, int minLeaf, out bool constant)
    {
        if (_keys.Length < samples.Length)
        {
            _keys = new ulong[samples.Length];
        }

        var ranks = Gather(feature, samples);
        var keys = _keys.AsSpan(0, samples.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)(uint)ranks[i] << (2 * PayloadBits)) | _payload[i];
        }

        keys.Sort();
        constant = keys[0] >> (2 * PayloadBits) == keys[^1] >> (2 * PayloadBits);
        if (constant)
        {
            return Split.None;
        }

        var sums = Begin();
        var (best, bestRank, bestNext) = (double.NegativeInfinity, -1, -1);
        var lastLeft = keys.Length - minLeaf;
        for (var i = 0; i < lastLeft; i++)
        {
            var key = keys[i];
            sums.Move((int)(key & PayloadMask), (long)((key >> PayloadBits) & PayloadMask));
            var (rank, next) = (key >> (2 * PayloadBits), keys[i + 1] >> (2 * PayloadBits));
            if (rank != next && i + 1 >= minLeaf && sums.Score() is var score && score > best)
            {
                (best, bestRank, bestNext) = (score, (int)rank, (int)next);
            }
        }

        return bestRank < 0 ? Split.None : new Split(feature, bestRank, Data.Threshold(feature, bestRank, bestNext), best);
    }

    /// <summary>Counts rows and weighted classes per distinct value, then walks the values.</summary>
    internal Split ByCounting(int feature, ReadOnlySpan<int> samples, int minLeaf, out bool constant)
    {
        var distinct = Data.DistinctValues(feature);
        var width = classes + 1;
        if (_counts.Length < distinct * width)
        {
            _counts = new int[distinct * width];
        }

        var counts = _counts.AsSpan(0, distinct * width);
        counts.Clear();
        var ranks = Gather(feature, samples);
        for (var i = 0; i < ranks.Length; i++)
        {
            var at = ranks[i] * width;
            counts[at]++;
            counts[at + 1 + (int)(_payload[i] & PayloadMask)] += (int)(_payload[i] >> PayloadBits);
        }

        var sums = Begin();
        var (best, bestRank, bestNext) = (double.NegativeInfinity, -1, -1);
        var (last, rowsLeft) = (-1, 0);
        constant = true;
        for (var rank = 0; rank < distinct; rank++)
        {
            var cell = counts.Slice(rank * width, width);
            if (cell[0] == 0)
            {
                continue;
            }

            if (last >= 0)
            {
                constant = false;
                if (rowsLeft >= minLeaf && samples.Length - rowsLeft >= minLeaf && sums.Score() is var score && score > best)
                {
                    (best, bestRank, bestNext) = (score, last, rank);
                }
            }

            for (var i = 0; i < classes; i++)
            {
                if (cell[i + 1] > 0)
                {
                    sums.Move(i, cell[i + 1]);
                }
            }

            last = rank;
            rowsLeft += cell[0];
        }

        return bestRank < 0 ? Split.None : new Split(feature, bestRank, Data.Threshold(feature, bestRank, bestNext), best);
    }

    /// <summary>Puts the whole node on the right side.</summary>
    private Sums Begin()
    {
        _left.AsSpan().Clear();
        _totals.AsSpan().CopyTo(_right);
        return new Sums(_left, _right);
    }

    /// <summary>Weighted class counts on both sides of a moving cut, with the sums the score needs.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct Sums
    {
        private readonly Span<long> _left;
        private readonly Span<long> _right;
        private long _leftTotal, _leftSquares, _rightTotal, _rightSquares;

        public Sums(Span<long> left, Span<long> right)
        {
            _left = left;
            _right = right;
            foreach (var count in right)
            {
                _rightTotal += count;
                _rightSquares += count * count;
            }
        }

        public void Move(int target, long weight)
        {
            ref var left = ref _left[target];
            ref var right = ref _right[target];
            _leftSquares += weight * ((2 * left) + weight);
            _rightSquares -= weight * ((2 * right) - weight);
            left += weight;
            right -= weight;
            _leftTotal += weight;
            _rightTotal -= weight;
        }

        public readonly double Score() => ((double)_leftSquares / _leftTotal) + ((double)_rightSquares / _rightTotal);
    }
}
