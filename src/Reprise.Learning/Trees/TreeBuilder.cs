using Reprise.Core.Randomness;

namespace Reprise.Learning.Trees;

/// <summary>Grows one tree after another in its own scratch memory. One per worker; what it grows depends on its arguments only.</summary>
internal sealed class TreeBuilder(RankedColumns data, int[] targets, int classes, TreeLimits limits)
{
    private readonly SplitFinder _finder = new(data, targets, classes);
    private readonly int[] _weights = new int[data.Rows];
    private readonly int[] _samples = new int[data.Rows];
    private readonly int[] _features = new int[data.Columns];
    private readonly long[] _totals = new long[classes];
    private readonly Stack<Pending> _pending = new();
    private readonly List<TreeNode> _nodes = [];
    private readonly List<double> _leaves = [];

    /// <summary>Grows a tree on all rows, or on as many drawn with replacement; adds each feature's fall of impurity to <paramref name="importances"/>.</summary>
    public Tree Grow(Rng rng, bool bootstrap, Span<double> importances)
    {
        var count = Draw(rng, bootstrap);
        for (var i = 0; i < _features.Length; i++)
        {
            _features[i] = i;
        }

        _nodes.Clear();
        _leaves.Clear();
        _nodes.Add(default);
        _pending.Push(new Pending(0, 0, count, 0));
        while (_pending.TryPop(out var node))
        {
            var samples = _samples.AsSpan(node.Start, node.Count);
            var (weight, squares) = Count(samples);
            var split = MaySplit(node, weight, squares) ? Best(rng, samples) : Split.None;
            if (!split.Exists)
            {
                AddLeaf(node.Node, weight);
                continue;
            }

            importances[split.Feature] += split.Score - ((double)squares / weight);
            var left = Partition(samples, data.Ranks(split.Feature), split.Rank);
            var child = _nodes.Count;
            _nodes[node.Node] = new TreeNode(data.Threshold(split.Feature, split.Rank, split.NextRank), split.Feature, child);
            _nodes.Add(default);
            _nodes.Add(default);
            _pending.Push(new Pending(child + 1, node.Start + left, node.Count - left, node.Depth + 1));
            _pending.Push(new Pending(child, node.Start, left, node.Depth + 1));
        }

        return new Tree([.. _nodes], [.. _leaves], classes);
    }

    /// <summary>Draws the rows; returns how many different ones there are.</summary>
    private int Draw(Rng rng, bool bootstrap)
    {
        _weights.AsSpan().Fill(bootstrap ? 0 : 1);
        if (bootstrap)
        {
            for (var i = 0; i < _weights.Length; i++)
            {
                _weights[rng.NextInt32(_weights.Length)]++;
            }
        }

        var count = 0;
        for (var row = 0; row < _weights.Length; row++)
        {
            if (_weights[row] > 0)
            {
                _samples[count++] = row;
            }
        }

        return count;
    }

    /// <summary>Fills the weighted class counts of a node; returns their sum and the sum of their squares.</summary>
    private (long Weight, long Squares) Count(ReadOnlySpan<int> samples)
    {
        _totals.AsSpan().Clear();
        foreach (var sample in samples)
        {
            _totals[targets[sample]] += _weights[sample];
        }

        var (weight, squares) = (0L, 0L);
        foreach (var total in _totals)
        {
            weight += total;
            squares += total * total;
        }

        return (weight, squares);
    }

    private bool MaySplit(Pending node, long weight, long squares) =>
        node.Depth < limits.MaxDepth
        && node.Count >= limits.MinSamplesSplit
        && node.Count >= 2L * limits.MinSamplesLeaf
        && squares != weight * weight;                          // equal: one class holds everything

    /// <summary>The best cut of the drawn features; draws on past the limit while all so far are constant here.</summary>
    private Split Best(Rng rng, ReadOnlySpan<int> samples)
    {
        var best = Split.None;
        var varied = false;
        for (var drawn = 0; drawn < _features.Length && (drawn < limits.Features || !varied); drawn++)
        {
            var at = drawn + rng.NextInt32(_features.Length - drawn);
            (_features[drawn], _features[at]) = (_features[at], _features[drawn]);
            var split = _finder.Find(_features[drawn], samples, _weights, _totals, limits.MinSamplesLeaf, out var constant);
            varied |= !constant;
            best = split.Score > best.Score ? split : best;
        }

        return best;
    }

    /// <summary>Moves the rows of the left side to the front; returns how many.</summary>
    private static int Partition(Span<int> samples, ReadOnlySpan<int> ranks, int rank)
    {
        var left = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (ranks[samples[i]] <= rank)
            {
                (samples[left], samples[i]) = (samples[i], samples[left]);
                left++;
            }
        }

        return left;
    }

    private void AddLeaf(int node, long weight)
    {
        _nodes[node] = new TreeNode(0, TreeNode.Leaf, _leaves.Count / classes);
        foreach (var total in _totals)
        {
            _leaves.Add((double)total / weight);
        }
    }

    /// <summary>A node whose samples lie at [Start, Start + Count) and that still has to be split or closed.</summary>
    private readonly record struct Pending(int Node, int Start, int Count, int Depth);
}
