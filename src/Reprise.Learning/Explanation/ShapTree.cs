namespace Reprise.Learning.Explanation;

/// <summary>A tree as <see cref="ShapWalk"/> walks it: the part of each node's training weight that went to each child, and which child a row goes to.</summary>
/// <param name="nodes">Number of nodes, children after their parents.</param>
/// <param name="firstOutput">The output that the first value of a leaf belongs to.</param>
internal abstract class ShapTree(int nodes, int firstOutput)
{
    /// <summary>Stands for a leaf in <see cref="Features"/>.</summary>
    public const int Leaf = -1;

    private readonly int[] _features = new int[nodes];
    private readonly int[] _children = new int[nodes];
    private readonly double[] _shares = new double[nodes];

    /// <summary>Number of nodes.</summary>
    public int NodeCount => nodes;

    /// <summary>The output that the first value of a leaf belongs to.</summary>
    public int FirstOutput => firstOutput;

    /// <summary>Most splits above a leaf.</summary>
    public int Depth { get; private set; }

    /// <summary>At least as many as different features above any leaf, and at least 1.</summary>
    public int Order { get; private set; }

    /// <summary>Per node its feature, or <see cref="Leaf"/>.</summary>
    public ReadOnlySpan<int> Features => _features;

    /// <summary>Per inner node its left child; the right one is next.</summary>
    public ReadOnlySpan<int> Children => _children;

    /// <summary>Per node its part of its parent's training weight; of the root 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>The values of a leaf.</summary>
    public abstract ReadOnlySpan<double> Values(int leaf);

    /// <summary>Says for each inner node whether the row goes left there.</summary>
    public abstract void Decide(ReadOnlySpan<double> row, Span<bool> left);

    /// <summary>Adds the mean of the leaves over the training weight.</summary>
    public void AddMean(Span<double> sums)
    {
        var reach = new double[nodes];
        reach[0] = 1;
        for (var i = 0; i < nodes; i++)
        {
            if (_features[i] != Leaf)
            {
                var child = _children[i];
                (reach[child], reach[child + 1]) = (reach[i] * _shares[child], reach[i] * _shares[child + 1]);
                continue;
            }

            var values = Values(i);
            for (var output = 0; output < values.Length; output++)
            {
                sums[output] += reach[i] * values[output];
            }
        }
    }

    /// <summary>Sets a node.</summary>
    protected void Set(int node, int feature, int child) => (_features[node], _children[node]) = (feature, child);

    /// <summary>Finds shares, depth and order once all nodes are set. Where no training row was, both ways count alike.</summary>
    protected void Finish(double[] leafWeights, int columns)
    {
        var weights = leafWeights;
        for (var i = nodes - 1; i >= 0; i--)
        {
            if (_features[i] == Leaf)
            {
                continue;
            }

            var child = _children[i];
            var (left, right) = (weights[child], weights[child + 1]);
            weights[i] = left + right;
            (_shares[child], _shares[child + 1]) = weights[i] > 0 ? (left / weights[i], right / weights[i]) : (0.5, 0.5);
        }

        _shares[0] = 1;
        var depths = new int[nodes];
        for (var i = 0; i < nodes; i++)
        {
            Depth = Math.Max(Depth, depths[i]);
            if (_features[i] != Leaf)
            {
                depths[_children[i]] = depths[_children[i] + 1] = depths[i] + 1;
            }
        }

        Order = Math.Clamp(Depth, 1, Math.Max(1, columns));
    }
}
