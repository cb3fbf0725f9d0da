using Reprise.Learning.Boosting;

namespace Reprise.Learning.Explanation;

/// <summary>A boosted tree, whose leaves have one value for one of the outputs.</summary>
internal sealed class BoostedShapTree : ShapTree
{
    private readonly BoostedTree _tree;
    private readonly double[] _values;

    public BoostedShapTree(BoostedTree tree, int columns, int output)
        : base(tree.Nodes.Length, output)
    {
        _tree = tree;
        _values = new double[tree.Nodes.Length];
        for (var i = 0; i < _values.Length; i++)
        {
            ref readonly var node = ref tree.Nodes[i];
            _values[i] = node.Value;
            Set(i, node.Feature == BoostedNode.Leaf ? Leaf : node.Feature, node.Child);
        }

        Finish(tree.Weights.Length == 0 ? new double[_values.Length] : tree.Weights.ToArray(), columns);
    }

    public override ReadOnlySpan<double> Values(int leaf) => _values.AsSpan(leaf, 1);

    public override void Decide(ReadOnlySpan<double> row, Span<bool> left)
    {
        var features = Features;
        for (var i = 0; i < features.Length; i++)
        {
            left[i] = features[i] >= 0 && _tree.GoesLeft(i, row[features[i]]);
        }
    }
}
