using System.Runtime.InteropServices;

namespace Reprise.Learning.Trees;

/// <summary>Finds the cut of one feature with the greatest fall in Gini impurity, from exact integer counts.</summary>
/// <remarks>
/// Maximises Σₖl²ₖ/l + Σₖr²ₖ/r over the weighted class counts left and right, which falls as impurity rises. Two ways to the same answer: a node
/// with many samples beside few distinct values counts per value; else its samples are sorted. Scratch memory; one per worker.
/// </remarks>
internal sealed class SplitFinder(RankedColumns data, int[] targets, int classes)
{
    private const int PayloadBits = 16;
    private const ulong PayloadMask = (1UL << PayloadBits) - 1;

    private readonly long[] _left = new long[classes];
    private readonly long[] _right = new long[classes];
    private readonly ulong[] _keys = new ulong[data.Rows];
    private int[] _counts = [];

    /// <summary>The best cut of <paramref name="feature"/> among the samples, or a split without gain when the feature is constant there or no cut keeps the leaves large enough.</summary>
    /// <param name="feature">The column.</param>
    /// <param name="samples">Rows in the node, each once.</param>
    /// <param name="weights">How often each row of the data was drawn.</param>
    /// <param name="totals">Weighted class counts of the node.</param>
    /// <param name="minLeaf">Least number of rows on each side.</param>
    /// <param name="constant">Whether the feature has one value in the node.</param>
    public Split Find(int feature, ReadOnlySpan<int> samples, ReadOnlySpan<int> weights, ReadOnlySpan<long> totals, int minLeaf, out bool constant)
    {
        Begin(totals);
        return CountsAreCheaper(data.DistinctValues(feature), samples.Length)
            ? ByCounting(feature, samples, weights, minLeaf, out constant)
            : BySorting(feature, samples, weights, minLeaf, out constant);
    }

    /// <summary>Puts the whole node on the right side.</summary>
    internal void Begin(ReadOnlySpan<long> totals)
    {
        _left.AsSpan().Clear();
        totals.CopyTo(_right);
    }

    private bool CountsAreCheaper(int distinct, int samples) => (long)distinct * (classes + 1) <= 8L * samples;

    /// <summary>Sorts (rank, class, weight) packed into one integer; equal keys are interchangeable, so the order is the same everywhere.</summary>
    internal Split BySorting(int feature, ReadOnlySpan<int> samples, ReadOnlySpan<int> weights, int minLeaf, out bool constant)
    {
        var ranks = data.Ranks(feature);
        var keys = _keys.AsSpan(0, samples.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var sample = samples[i];
            keys[i] = ((ulong)(uint)ranks[sample] << (2 * PayloadBits)) | ((ulong)(uint)targets[sample] << PayloadBits) | (uint)weights[sample];
        }

        keys.Sort();
        constant = keys[0] >> (2 * PayloadBits) == keys[^1] >> (2 * PayloadBits);
        var best = Split.None;
        if (constant)
        {
            return best;
        }

        var sums = new Sums(_left, _right);
        var lastLeft = keys.Length - minLeaf;
        for (var i = 0; i < lastLeft; i++)
        {
            var key = keys[i];
            sums.Move((int)((key >> PayloadBits) & PayloadMask), (long)(key & PayloadMask));
            var (rank, next) = (key >> (2 * PayloadBits), keys[i + 1] >> (2 * PayloadBits));
            if (rank != next && i + 1 >= minLeaf && sums.Score() is var score && score > best.Score)
            {
                best = new Split(feature, (int)rank, (int)next, score);
            }
        }

        return best;
    }

    /// <summary>Counts rows and weighted classes per distinct value, then walks the values.</summary>
    internal Split ByCounting(int feature, ReadOnlySpan<int> samples, ReadOnlySpan<int> weights, int minLeaf, out bool constant)
    {
        var distinct = data.DistinctValues(feature);
        var width = classes + 1;
        if (_counts.Length < distinct * width)
        {
            _counts = new int[distinct * width];
        }

        var counts = _counts.AsSpan(0, distinct * width);
        counts.Clear();
        var ranks = data.Ranks(feature);
        foreach (var sample in samples)
        {
            var at = ranks[sample] * width;
            counts[at]++;
            counts[at + 1 + targets[sample]] += weights[sample];
        }

        var best = Split.None;
        var sums = new Sums(_left, _right);
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
                if (rowsLeft >= minLeaf && samples.Length - rowsLeft >= minLeaf && sums.Score() is var score && score > best.Score)
                {
                    best = new Split(feature, last, rank, score);
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

        return best;
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
