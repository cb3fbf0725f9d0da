using System.Numerics;
using System.Runtime.CompilerServices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Trees;

/// <summary>Grows one tree after another in its own scratch memory. One per worker; what it grows depends on its arguments only.</summary>
internal sealed class TreeBuilder(RankedColumns data, SplitFinder finder, TreeLimits limits)
{
    /// <summary>Most features that are drawn, and read, together.</summary>
    private const int MostTogether = 64;

    private readonly int[] _draws = new int[data.Rows];
    private readonly int[] _samples = new int[data.Rows];
    private readonly int[] _right = new int[data.Rows];
    private readonly int[] _features = new int[data.Columns];
    private readonly int[] _together = new int[Math.Clamp(limits.Features, 1, MostTogether)];
    private readonly Stack<Pending> _pending = new();
    private readonly PriorityQueue<Candidate, (double NegativeGain, int Number)> _frontier = new();
    private readonly Stack<ulong[]> _spare = new();
    private readonly TreeWriter _writer = new(finder.Outputs);
    private double _totalWeight;

    /// <summary>How often each row was drawn for the tree grown last.</summary>
    public ReadOnlySpan<int> Draws => _draws;

    /// <summary>Grows a tree on all rows, or on <paramref name="draws"/> drawn with replacement; adds each feature's fall of impurity to <paramref name="importances"/>.</summary>
    public Tree Grow(Rng rng, int? draws, Span<double> importances)
    {
        var count = Draw(rng, draws);
        for (var i = 0; i < _features.Length; i++)
        {
            _features[i] = i;
        }

        _writer.Start();
        finder.Enter(_samples.AsSpan(0, count), _draws);
        _totalWeight = finder.Weight;
        if (limits.MaxLeafNodes == int.MaxValue)
        {
            DepthFirst(rng, count, importances);
        }
        else
        {
            BestFirst(rng, count, importances);
        }

        return _writer.ToTree();
    }

    private void DepthFirst(Rng rng, int count, Span<double> importances)
    {
        _pending.Push(new Pending(0, 0, count, 0, NoConstants()));
        while (_pending.TryPop(out var node))
        {
            var split = Best(rng, node);
            if (!split.Exists)
            {
                _writer.SetLeaf(node.Node, finder);
                _spare.Push(node.Constants);
                continue;
            }

            var (left, right) = Split(node, split, finder.Score, importances);
            _pending.Push(right);
            _pending.Push(left);
        }
    }

    /// <summary>Splits the leaf with the greatest fall in impurity until there are enough leaves; among equals the one found first.</summary>
    private void BestFirst(Rng rng, int count, Span<double> importances)
    {
        _frontier.Clear();
        var (leaves, number) = (1, 0);
        Offer(rng, new Pending(0, 0, count, 0, NoConstants()), ref number);
        while (leaves < limits.MaxLeafNodes && _frontier.TryDequeue(out var best, out _))
        {
            var (left, right) = Split(best.Node, best.Split, best.Score, importances);
            Offer(rng, left, ref number);
            Offer(rng, right, ref number);
            leaves++;
        }
    }

    /// <summary>Writes a node as a leaf, and keeps its best cut for the case that it is split after all.</summary>
    private void Offer(Rng rng, Pending node, ref int number)
    {
        var split = Best(rng, node);
        _writer.SetLeaf(node.Node, finder);
        if (split.Exists)
        {
            _frontier.Enqueue(new Candidate(node, split, finder.Score), (finder.Score - split.Score, number++));
        }
        else
        {
            _spare.Push(node.Constants);
        }
    }

    /// <summary>Draws the rows; returns how many different ones there are.</summary>
    private int Draw(Rng rng, int? draws)
    {
        _draws.AsSpan().Fill(draws is null ? 1 : 0);
        for (var i = 0; i < draws; i++)
        {
            _draws[rng.NextInt32(_draws.Length)]++;
        }

        var count = 0;
        for (var row = 0; row < _draws.Length; row++)
        {
            if (_draws[row] > 0)
            {
                _samples[count++] = row;
            }
        }

        return count;
    }

    /// <summary>The best cut of the drawn features; draws on past the limit while all so far are constant here. Features constant above are not looked at again.</summary>
    private Split Best(Rng rng, Pending node)
    {
        var samples = _samples.AsSpan(node.Start, node.Count);
        finder.Enter(samples, _draws);
        if (finder.Pure || node.Depth >= limits.MaxDepth || node.Count < limits.MinSamplesSplit || node.Count < 2L * limits.MinSamplesLeaf)
        {
            return Trees.Split.None;
        }

        var best = Trees.Split.None;
        var varied = false;
        for (var drawn = 0; drawn < _features.Length && (drawn < limits.Features || !varied);)
        {
            foreach (var feature in DrawFeatures(rng, node.Constants, samples, ref drawn))
            {
                var split = limits.RandomCuts
                    ? finder.FindRandom(feature, samples, limits.MinSamplesLeaf, rng, out var constant)
                    : finder.Find(feature, samples, limits.MinSamplesLeaf, out constant);
                if (constant)
                {
                    node.Constants[feature >> 6] |= 1UL << feature;
                    continue;
                }

                varied = true;
                best = split.Score > best.Score ? split : best;
            }
        }

        return best.Exists && (best.Score - finder.Score) / _totalWeight >= limits.MinImpurityDecrease ? best : Trees.Split.None;
    }

    /// <summary>Draws the next features, together up to the limit and one by one past it or where cuts are drawn too; those not known to be constant.</summary>
    private ReadOnlySpan<int> DrawFeatures(Rng rng, ulong[] constants, ReadOnlySpan<int> samples, ref int drawn)
    {
        var end = drawn + (limits.RandomCuts ? 1 : Math.Clamp(limits.Features - drawn, 1, _together.Length));
        var count = 0;
        for (; drawn < end; drawn++)
        {
            var at = drawn + rng.NextInt32(_features.Length - drawn);
            var feature = _features[at];
            (_features[drawn], _features[at]) = (feature, _features[drawn]);
            _together[count] = feature;
            count += (int)(~constants[feature >> 6] >> feature & 1);
        }

        var features = _together.AsSpan(0, count);
        if (!limits.RandomCuts)
        {
            finder.Expect(features, samples);
        }

        return features;
    }

    private (Pending Left, Pending Right) Split(Pending node, Split split, double score, Span<double> importances)
    {
        importances[split.Feature] += split.Score - score;
        var left = Partition(_samples.AsSpan(node.Start, node.Count), split);
        var child = _writer.SetInner(node.Node, split.Feature, split.Threshold);
        var constants = _spare.TryPop(out var spare) ? spare : new ulong[node.Constants.Length];
        node.Constants.CopyTo(constants, 0);
        return (
            new Pending(child, node.Start, left, node.Depth + 1, node.Constants),
            new Pending(child + 1, node.Start + left, node.Count - left, node.Depth + 1, constants));
    }

    private ulong[] NoConstants()
    {
        var constants = _spare.TryPop(out var spare) ? spare : new ulong[(_features.Length + 63) / 64];
        constants.AsSpan().Clear();
        return constants;
    }

    /// <summary>Moves the rows of the left side to the front, both sides in the order they were; returns how many.</summary>
    private int Partition(Span<int> samples, Split split)
    {
        if (data.Bytes(split.Feature) is { IsEmpty: false } bytes)
        {
            return Partition(samples, bytes, (byte)split.Rank);
        }

        return data.Shorts(split.Feature) is { IsEmpty: false } shorts
            ? Partition(samples, shorts, (ushort)split.Rank)
            : Partition(samples, data.Integers(split.Feature), split.Rank);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int Partition<TRank>(Span<int> samples, ReadOnlySpan<TRank> ranks, TRank rank)
        where TRank : unmanaged, IBinaryInteger<TRank>
    {
        var (left, right) = (0, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            var sample = samples[i];
            var goesLeft = ranks[sample] <= rank ? 1 : 0;
            samples[left] = sample;
            _right[right] = sample;
            left += goesLeft;
            right += 1 - goesLeft;
        }

        _right.AsSpan(0, right).CopyTo(samples[left..]);
        return left;
    }

    /// <summary>A node whose samples lie at [Start, Start + Count) and that still has to be split or closed; a bit per feature known to be constant there.</summary>
    private readonly record struct Pending(int Node, int Start, int Count, int Depth, ulong[] Constants);

    /// <summary>A leaf that could be split.</summary>
    private readonly record struct Candidate(Pending Node, Split Split, double Score);
}
