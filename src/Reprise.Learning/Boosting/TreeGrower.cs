using System.Runtime.InteropServices;

namespace Reprise.Learning.Boosting;

/// <summary>Grows one tree at a time from packed gradients: histograms by bin, the larger sibling by subtraction. Not thread-safe; reusable.</summary>
internal sealed class TreeGrower(BinnedData data, TreeRules rules, ParallelOptions parallel)
{
    /// <summary>Sums to scan before several workers do.</summary>
    private const int SumsPerWorker = 32_768;

    private readonly HistogramBuilder _histograms = new(data, parallel);
    private readonly BoostedSplit[] _splits = new BoostedSplit[data.Bins.Length];
    private readonly GrowingNode?[] _countedFor = new GrowingNode?[data.Bins.Length];
    private readonly byte[] _goesLeft = new byte[256];
    private readonly List<BoostedNode> _nodes = [];
    private readonly List<int> _sets = [];
    private SplitScanner _scanner = null!;
    private PackedGradients _gradients = null!;
    private bool[] _columns = [];

    /// <summary>The rows, those of each leaf side by side.</summary>
    public RowPartition Partition { get; } = new(data.Rows, parallel);

    /// <summary>The leaves of the last tree.</summary>
    public List<GrowingNode> Leaves { get; } = [];

    /// <summary>Grows a tree over the first rows of <see cref="Partition"/>.</summary>
    /// <param name="gradients">Derivatives of all rows.</param>
    /// <param name="count">Rows in the tree.</param>
    /// <param name="columns">Columns it may look at.</param>
    /// <param name="tally">Told of every split.</param>
    public BoostedTree Grow(PackedGradients gradients, int count, bool[] columns, SplitTally tally)
    {
        (_gradients, _columns, _scanner) = (gradients, columns, new SplitScanner(data, rules, gradients));
        Leaves.Clear();
        _nodes.Clear();
        _sets.Clear();
        var waiting = new PriorityQueue<GrowingNode, (double, int)>();
        var total = 0L;
        foreach (var row in Partition.Rows.AsSpan(0, count))
        {
            total += gradients.Values[row];
        }

        var root = new GrowingNode { Index = 0, Start = 0, Count = count, Depth = 0, Total = total };
        _nodes.Add(default);
        if (_scanner.HasRoom(root))
        {
            root.Histogram = _histograms.Rent();
            _histograms.Build(Partition.Rows, 0, count, gradients.Values, total, root.Histogram);
        }

        Consider(root, waiting);
        while (waiting.Count > 0 && Leaves.Count + waiting.Count < rules.MaxLeaves)
        {
            var node = waiting.Dequeue();
            tally.Add(node.Split.Feature, node.Gain);
            var (left, right) = Split(node);
            Consider(left, waiting);
            Consider(right, waiting);
        }

        while (waiting.TryDequeue(out var node, out _))
        {
            End(node);
        }

        return new BoostedTree([.. _nodes], [.. _sets]);
    }

    /// <summary>The value of a leaf.</summary>
    public double Value(int index) => _nodes[index].Value;

    private void Consider(GrowingNode node, PriorityQueue<GrowingNode, (double, int)> waiting)
    {
        if (node.Histogram is not null)
        {
            FindSplit(node);
            if (node.Split.Exists)
            {
                waiting.Enqueue(node, rules.Policy == GrowthPolicy.LeafWise ? (-node.Gain, node.Index) : (0, node.Index));
                return;
            }
        }

        End(node);
    }

    private void End(GrowingNode node)
    {
        if (node.Histogram is { } histogram)
        {
            _histograms.Return(histogram);
            node.Histogram = null;
        }

        double first = PackedGradients.First(node.Total), second = PackedGradients.Second(node.Total);
        var weight = first == 0 || second == 0 ? 0 : _scanner.Nodes.Weight(first, second, node.Lower, node.Upper);
        _nodes[node.Index] = BoostedNode.LeafOf(rules.LearningRate * Math.Min(Math.Max(weight, node.Lower), node.Upper));
        Leaves.Add(node);
    }

    private void FindSplit(GrowingNode node)
    {
        var workers = Math.Clamp(data.HistogramLength / SumsPerWorker, 1, Math.Max(1, parallel.MaxDegreeOfParallelism));
        if (workers == 1)
        {
            FindSplits(node, 0, _splits.Length);
        }
        else
        {
            Parallel.For(0, workers, parallel, i => FindSplits(
                node, (int)((long)_splits.Length * i / workers), (int)((long)_splits.Length * (i + 1) / workers)));
        }

        var best = Best();
        while (best.Exists && _countedFor[best.Feature] != node && !_scanner.HasEnoughRows(best, node.Total))
        {
            _splits[best.Feature] = _scanner.Find(best.Feature, node, Counts(best.Feature, node), []);       // exact, where second derivatives do not tell
            _countedFor[best.Feature] = node;
            best = Best();
        }

        var own = _scanner.Nodes.Score(node.Total, node.Lower, node.Upper);
        node.Gain = (best.Score - own) * _scanner.Nodes.ScoreUnit;
        node.Split = best.Exists && best.Score - own > 1e-10 * Math.Abs(own) && node.Gain > rules.MinSplitGain ? best : BoostedSplit.None;
    }

    private void FindSplits(GrowingNode node, int from, int to)
    {
        Span<long> scratch = stackalloc long[SplitKernel.ScratchLength];
        for (var i = from; i < to; i++)
        {
            _splits[i] = _columns[i] ? _scanner.Find(i, node, [], scratch) : BoostedSplit.None;
        }
    }

    /// <summary>The greatest score; the first column among equals.</summary>
    private BoostedSplit Best()
    {
        var best = 0;
        for (var i = 1; i < _splits.Length; i++)
        {
            best = _splits[i].Score > _splits[best].Score ? i : best;
        }

        return _splits[best];
    }

    private int[] Counts(int feature, GrowingNode node)
    {
        var counts = new int[256];
        var bins = data.Columns[feature];
        foreach (var row in Partition.Rows.AsSpan(node.Start, node.Count))
        {
            counts[bins[row]]++;
        }

        return counts;
    }

    private (GrowingNode Left, GrowingNode Right) Split(GrowingNode node)
    {
        var split = node.Split;
        var child = _nodes.Count;
        _nodes[node.Index] = Decide(node, child);
        _nodes.Add(default);
        _nodes.Add(default);
        var lefts = Partition.Split(node.Start, node.Count, data.Columns[split.Feature], _goesLeft);
        var ((leftLower, leftUpper), (rightLower, rightUpper)) = Bounds(node);
        var left = new GrowingNode
        {
            Index = child, Start = node.Start, Count = lefts, Depth = node.Depth + 1, Total = split.Left, Lower = leftLower, Upper = leftUpper,
        };
        var right = new GrowingNode
        {
            Index = child + 1, Start = node.Start + lefts, Count = node.Count - lefts, Depth = node.Depth + 1, Total = node.Total - split.Left,
            Lower = rightLower, Upper = rightUpper,
        };
        BuildHistograms(node, left, right);
        return (left, right);
    }

    /// <summary>The smaller child is summed, the larger is what remains of its parent.</summary>
    private void BuildHistograms(GrowingNode node, GrowingNode left, GrowingNode right)
    {
        var histogram = node.Histogram!;
        node.Histogram = null;
        var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
        var (smallHasRoom, largeHasRoom) = (_scanner.HasRoom(small), _scanner.HasRoom(large));
        if (!smallHasRoom && !largeHasRoom)
        {
            _histograms.Return(histogram);
            return;
        }

        small.Histogram = _histograms.Rent();
        _histograms.Build(Partition.Rows, small.Start, small.Count, _gradients.Values, small.Total, small.Histogram);
        HistogramKernel.Subtract(histogram, small.Histogram);
        large.Histogram = histogram;
        Drop(small, smallHasRoom);
        Drop(large, largeHasRoom);
    }

    private void Drop(GrowingNode node, bool hasRoom)
    {
        if (!hasRoom)
        {
            _histograms.Return(node.Histogram!);
            node.Histogram = null;
        }
    }

    /// <summary>The node that decides as the split does; marks the bins that go left.</summary>
    private BoostedNode Decide(GrowingNode node, int child)
    {
        var split = node.Split;
        var bins = data.Bins[split.Feature];
        var missing = split.MissingLeft ? NodeRules.MissingLeft : NodeRules.None;
        Array.Fill(_goesLeft, (byte)(split.MissingLeft ? 1 : 0));
        if (!bins.IsCategorical)
        {
            _goesLeft.AsSpan(0, split.Bin + 1).Fill(1);
            _goesLeft.AsSpan(split.Bin + 1, bins.ValueBins - split.Bin - 1).Clear();
            return new BoostedNode(bins.Upper(split.Bin), split.Feature, child, missing, 0);
        }

        Span<int> order = stackalloc int[bins.ValueBins];
        order = order[.._scanner.Order(split.Feature, node.Histogram!, order)];
        var against = split.MissingLeft ? order[(split.Bin + 1)..] : order[..(split.Bin + 1)];
        var set = AddSet(against, bins);
        foreach (var bin in against)
        {
            _goesLeft[bin] = (byte)(split.MissingLeft ? 0 : 1);
        }

        return new BoostedNode(0, split.Feature, child, missing | NodeRules.Categorical, set);
    }

    private int AddSet(ReadOnlySpan<int> categoryBins, ColumnBins bins)
    {
        var start = _sets.Count;
        var greatest = 0;
        foreach (var bin in categoryBins)
        {
            greatest = Math.Max(greatest, bins.Categories[bin]);
        }

        _sets.Add((greatest >> 5) + 1);
        CollectionsMarshal.SetCount(_sets, start + 2 + (greatest >> 5));
        var words = CollectionsMarshal.AsSpan(_sets)[(start + 1)..];
        words.Clear();
        foreach (var bin in categoryBins)
        {
            words[bins.Categories[bin] >> 5] |= 1 << (bins.Categories[bin] & 31);
        }

        return start;
    }

    /// <summary>Below a split on a monotone column the sides stay on their side of the middle of their weights.</summary>
    private ((double Lower, double Upper) Left, (double Lower, double Upper) Right) Bounds(GrowingNode node)
    {
        var direction = rules.Monotone.Length == 0 ? MonotoneConstraint.None : rules.Monotone[node.Split.Feature];
        var own = (node.Lower, node.Upper);
        if (direction == MonotoneConstraint.None)
        {
            return (own, own);
        }

        var (left, right) = (node.Split.Left, node.Total - node.Split.Left);
        var middle = (Weight(left, node) + Weight(right, node)) / 2;
        return direction == MonotoneConstraint.Increasing ? ((node.Lower, middle), (middle, node.Upper)) : ((middle, node.Upper), (node.Lower, middle));
    }

    private double Weight(long packed, GrowingNode node) =>
        _scanner.Nodes.Weight(PackedGradients.First(packed), PackedGradients.Second(packed), node.Lower, node.Upper);
}
