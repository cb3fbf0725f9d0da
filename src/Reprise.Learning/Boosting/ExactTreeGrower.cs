using Reprise.Core.Randomness;

namespace Reprise.Learning.Boosting;

/// <summary>Grows regression trees on first derivatives, every cut of every column looked at: the greatest fall of the squared error (Friedman 2001).</summary>
/// <remarks>O(columns · rows · depth) a tree: columns are sorted once, and each split parts their orders. Not thread-safe; reusable.</remarks>
internal sealed class ExactTreeGrower(SortedColumns data, ExactTreeRules rules)
{
    private readonly int[][] _orders = CreateOrders(data);
    private readonly int[] _moved = new int[data.Rows];
    private readonly bool[] _goesLeft = new bool[data.Rows];
    private readonly int[] _features = new int[data.Columns];
    private readonly List<BoostedNode> _nodes = [];
    private double[] _first = [];
    private double[] _weights = [];

    /// <summary>The leaves of the last tree.</summary>
    public List<ExactNode> Leaves { get; } = [];

    /// <summary>The rows of a leaf.</summary>
    public ReadOnlySpan<int> Rows(ExactNode leaf) => _orders[0].AsSpan(leaf.Start, leaf.Count);

    /// <summary>Grows a tree; its leaves have no values yet.</summary>
    /// <param name="first">Weighted first derivatives by row.</param>
    /// <param name="weights">Weights by row; empty for 1 each.</param>
    /// <param name="inBag">Which rows take part; empty for all.</param>
    /// <param name="rng">Draws the columns looked at.</param>
    /// <param name="tally">Told of every split.</param>
    public BoostedNode[] Grow(double[] first, double[] weights, bool[] inBag, Rng rng, SplitTally tally)
    {
        (_first, _weights) = (first, weights);
        Leaves.Clear();
        _nodes.Clear();
        _nodes.Add(default);
        var waiting = new PriorityQueue<ExactNode, (double, int)>();
        Consider(new ExactNode(0, 0, Begin(inBag), 0), rng, waiting);
        while (waiting.Count > 0 && Leaves.Count + waiting.Count < rules.MaxLeaves)
        {
            var node = waiting.Dequeue();
            tally.Add(node.Feature, node.Gain);
            var lefts = Part(node);
            var child = _nodes.Count;
            _nodes[node.Index] = new BoostedNode(node.Threshold, node.Feature, child, NodeRules.None, 0);
            _nodes.Add(default);
            _nodes.Add(default);
            Consider(new ExactNode(child, node.Start, lefts, node.Depth + 1), rng, waiting);
            Consider(new ExactNode(child + 1, node.Start + lefts, node.Count - lefts, node.Depth + 1), rng, waiting);
        }

        Leaves.AddRange(waiting.UnorderedItems.Select(item => item.Element).OrderBy(node => node.Index));
        return [.. _nodes];
    }

    private static int[][] CreateOrders(SortedColumns data)
    {
        var orders = new int[data.Columns][];
        for (var i = 0; i < orders.Length; i++)
        {
            orders[i] = new int[data.Rows];
        }

        return orders;
    }

    private int Begin(bool[] inBag)
    {
        var count = 0;
        for (var i = 0; i < _orders.Length; i++)
        {
            _features[i] = i;
            count = 0;
            foreach (var row in data.Order(i))
            {
                if (inBag.Length == 0 || inBag[row])
                {
                    _orders[i][count++] = row;
                }
            }
        }

        return count;
    }

    private void Consider(ExactNode node, Rng rng, PriorityQueue<ExactNode, (double, int)> waiting)
    {
        if (node.Depth < rules.MaxDepth && node.Count >= rules.MinSamplesSplit && node.Count >= 2L * rules.MinSamplesLeaf)
        {
            FindSplit(node, rng);
        }

        if (node.Feature >= 0)
        {
            waiting.Enqueue(node, (-node.Gain, node.Index));
        }
        else
        {
            Leaves.Add(node);
        }
    }

    private void FindSplit(ExactNode node, Rng rng)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var row in Rows(node))
        {
            sum += _first[row];
            weight += Weight(row);
        }

        if (!(weight > 0))
        {
            return;
        }

        var own = sum * sum / weight;
        var best = own * (1 + 1e-12);
        var looked = 0;
        for (var i = 0; i < _features.Length && looked < rules.Features; i++)
        {
            if (rules.Features < _features.Length)
            {
                var j = i + rng.NextInt32(_features.Length - i);
                (_features[i], _features[j]) = (_features[j], _features[i]);
            }

            looked += Scan(node, _features[i], sum, weight, ref best) ? 1 : 0;
        }

        node.Gain = best - own;
    }

    /// <summary>Looks at every cut of a column; false when all its values are equal.</summary>
    private bool Scan(ExactNode node, int feature, double sum, double weight, ref double best)
    {
        var rows = _orders[feature].AsSpan(node.Start, node.Count);
        var values = data.Values(feature);
        if (!(values[rows[^1]] > values[rows[0]]))
        {
            return false;
        }

        var (left, leftWeight) = (0.0, 0.0);
        var last = rows.Length - rules.MinSamplesLeaf;
        for (var i = 0; i < last; i++)
        {
            var row = rows[i];
            left += _first[row];
            leftWeight += Weight(row);
            if (i + 1 < rules.MinSamplesLeaf || !(values[rows[i + 1]] > values[row]) || !(leftWeight > 0) || !(weight - leftWeight > 0))
            {
                continue;
            }

            var right = sum - left;
            var score = (left * left / leftWeight) + (right * right / (weight - leftWeight));
            if (score > best)
            {
                best = score;
                node.Feature = feature;
                node.Threshold = Middle(values[row], values[rows[i + 1]]);
            }
        }

        return true;
    }

    private double Weight(int row) => _weights.Length == 0 ? 1 : _weights[row];

    private static double Middle(double low, double high)
    {
        var middle = (low / 2) + (high / 2);
        return middle >= low && middle < high ? middle : low;
    }

    /// <summary>Moves the left rows of a node before the others in every column's order; returns how many they are.</summary>
    private int Part(ExactNode node)
    {
        var split = data.Values(node.Feature);
        foreach (var row in Rows(node))
        {
            _goesLeft[row] = split[row] <= node.Threshold;
        }

        var lefts = 0;
        foreach (var order in _orders)
        {
            var rows = order.AsSpan(node.Start, node.Count);
            lefts = 0;
            var rights = 0;
            foreach (var row in rows)
            {
                if (_goesLeft[row])
                {
                    rows[lefts++] = row;
                }
                else
                {
                    _moved[rights++] = row;
                }
            }

            _moved.AsSpan(0, rights).CopyTo(rows[lefts..]);
        }

        return lefts;
    }
}
