using Reprise.Learning.Trees;

namespace Reprise.Learning.Explanation;

/// <summary>A tree of a forest, with a value per output in each leaf.</summary>
internal sealed class PlainShapTree : ShapTree
{
    private readonly Tree _tree;

    public PlainShapTree(Tree tree, int columns)
        : base(tree.Nodes.Length, 0)
    {
        _tree = tree;
        var weights = new double[tree.Nodes.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var (threshold, feature, child) = tree.Nodes[i];
            weights[i] = feature == TreeNode.Leaf ? threshold : 0;
            Set(i, feature == TreeNode.Leaf ? Leaf : feature, child);
        }

        Finish(weights, columns);
    }

    public override ReadOnlySpan<double> Values(int leaf) => _tree.RowOf(leaf);

    public override void Decide(ReadOnlySpan<double> row, Span<bool> left)
    {
        var nodes = _tree.Nodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            left[i] = node.Feature >= 0 && row[node.Feature] <= node.Threshold;
        }
    }
}
