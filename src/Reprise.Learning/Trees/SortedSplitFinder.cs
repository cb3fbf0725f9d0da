namespace Reprise.Learning.Trees;

/// <summary>Finds cuts by visiting a node's rows in the order of their values, equal values in the order of rows, and moving them to the left one by one.</summary>
/// <remarks>The order is made by counting where a column has few distinct values beside the node, else by sorting; it is the same order.</remarks>
internal abstract class SortedSplitFinder(RankedColumns data) : SplitFinder(data)
{
    private const int FewValues = 256;

    private readonly int[] _order = new int[data.Rows];
    private ulong[] _keys = [];
    private int[] _starts = [];

    /// <inheritdoc/>
    public sealed override Split Find(int feature, ReadOnlySpan<int> samples, int minLeaf, out bool constant)
    {
        var ranks = Gather(feature, samples);
        constant = !ranks.ContainsAnyExcept(ranks[0]);
        if (constant)
        {
            return Split.None;
        }

        var order = _order.AsSpan(0, ranks.Length);
        var distinct = Data.DistinctValues(feature);
        if (distinct <= 2L * ranks.Length || (distinct <= FewValues && ranks.Length > FewValues / 8))
        {
            ByCounting(ranks, distinct, order);
        }
        else
        {
            BySorting(ranks, order);
        }

        Begin();
        var (best, bestRank, bestNext) = (double.NegativeInfinity, -1, -1);
        for (var i = 0; i < order.Length - minLeaf; i++)
        {
            Move(order[i]);
            var (rank, next) = (ranks[order[i]], ranks[order[i + 1]]);
            if (rank != next && i + 1 >= minLeaf && ScoreOfCut() is var score && score > best)
            {
                (best, bestRank, bestNext) = (score, rank, next);
            }
        }

        return bestRank < 0 ? Split.None : new Split(feature, bestRank, Data.Threshold(feature, bestRank, bestNext), best);
    }

    /// <inheritdoc/>
    protected sealed override double ScoreOf(ReadOnlySpan<int> ranks, int cut)
    {
        Begin();
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] <= cut)
            {
                Move(i);
            }
        }

        return ScoreOfCut();
    }

    /// <summary>Puts the whole node on the right side.</summary>
    protected abstract void Begin();

    /// <summary>Moves the row at a position of the node to the left side.</summary>
    protected abstract void Move(int position);

    /// <summary>The score of the sides as they are; −∞ when one has no weight.</summary>
    protected abstract double ScoreOfCut();

    private void ByCounting(ReadOnlySpan<int> ranks, int distinct, Span<int> order)
    {
        if (_starts.Length <= distinct)
        {
            _starts = new int[distinct + 1];
        }

        var starts = _starts.AsSpan(0, distinct + 1);
        starts.Clear();
        foreach (var rank in ranks)
        {
            starts[rank + 1]++;
        }

        for (var rank = 0; rank < distinct; rank++)
        {
            starts[rank + 1] += starts[rank];
        }

        for (var i = 0; i < ranks.Length; i++)
        {
            order[starts[ranks[i]]++] = i;
        }
    }

    private void BySorting(ReadOnlySpan<int> ranks, Span<int> order)
    {
        if (_keys.Length < ranks.Length)
        {
            _keys = new ulong[ranks.Length];
        }

        var keys = _keys.AsSpan(0, ranks.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((ulong)(uint)ranks[i] << 32) | (uint)i;
        }

        keys.Sort();
        for (var i = 0; i < keys.Length; i++)
        {
            order[i] = (int)(uint)keys[i];
        }
    }
}
