namespace Reprise.Learning.Onnx;

/// <summary>The nodes of trees as the parallel lists of a TreeEnsembleRegressor, which sums or averages a vector per leaf.</summary>
/// <remarks>Inputs, thresholds and leaf values are doubles. Trees are added one after the other, the root of each first.</remarks>
internal sealed class TreeTable
{
    private const string AtMost = "BRANCH_LEQ", Below = "BRANCH_LT", Same = "BRANCH_EQ", Leaf = "LEAF";

    private readonly List<long> _trees = [], _nodes = [], _features = [], _whenTrue = [], _whenFalse = [], _missing = [];
    private readonly List<string> _modes = [];
    private readonly List<double> _thresholds = [];
    private readonly List<long> _leafTrees = [], _leafNodes = [], _leafTargets = [];
    private readonly List<double> _leafValues = [];

    /// <summary>Adds a node that sends x ≤ threshold to one node and the rest to another.</summary>
    public void AtMostBranch(int tree, int node, int feature, double threshold, int whenTrue, int whenFalse, bool missingIsTrue = false) =>
        Node(tree, node, AtMost, feature, threshold, whenTrue, whenFalse, missingIsTrue);

    /// <summary>Adds a node that sends x &lt; threshold to one node and the rest to another.</summary>
    public void BelowBranch(int tree, int node, int feature, double threshold, int whenTrue, int whenFalse) =>
        Node(tree, node, Below, feature, threshold, whenTrue, whenFalse, missingIsTrue: false);

    /// <summary>Adds a node that sends x = value to one node and the rest to another.</summary>
    public void EqualBranch(int tree, int node, int feature, double value, int whenTrue, int whenFalse, bool missingIsTrue = false) =>
        Node(tree, node, Same, feature, value, whenTrue, whenFalse, missingIsTrue);

    /// <summary>Adds a leaf with a value per target.</summary>
    public void LeafNode(int tree, int node, ReadOnlySpan<double> values)
    {
        Node(tree, node, Leaf, 0, 0, 0, 0, missingIsTrue: false);
        for (var target = 0; target < values.Length; target++)
        {
            if (values[target] != 0 || (target == 0 && !values.ContainsAnyExcept(0)))         // ONNX Runtime needs a value in each leaf
            {
                LeafValue(tree, node, target, values[target]);
            }
        }
    }

    /// <summary>Adds a leaf with a value for one target.</summary>
    public void LeafNode(int tree, int node, int target, double value)
    {
        Node(tree, node, Leaf, 0, 0, 0, 0, missingIsTrue: false);
        LeafValue(tree, node, target, value);
    }

    /// <summary>The ensemble of <paramref name="x"/>: base + Σ leaf values (or their mean over trees), as doubles [N, targets] rounded to singles.</summary>
    public OnnxValue Add(OnnxGraph graph, OnnxValue x, int targets, string aggregate, ReadOnlySpan<double> baseValues = default)
    {
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttribute.List("nodes_treeids", [.. _trees]),
            OnnxAttribute.List("nodes_nodeids", [.. _nodes]),
            OnnxAttribute.List("nodes_featureids", [.. _features]),
            OnnxAttribute.Of("nodes_modes", _modes),
            OnnxAttribute.Of("nodes_values_as_tensor", _thresholds.ToArray().AsSpan()),
            OnnxAttribute.List("nodes_truenodeids", [.. _whenTrue]),
            OnnxAttribute.List("nodes_falsenodeids", [.. _whenFalse]),
            OnnxAttribute.List("nodes_missing_value_tracks_true", [.. _missing]),
            OnnxAttribute.List("target_treeids", [.. _leafTrees]),
            OnnxAttribute.List("target_nodeids", [.. _leafNodes]),
            OnnxAttribute.List("target_ids", [.. _leafTargets]),
            OnnxAttribute.Of("target_weights_as_tensor", _leafValues.ToArray().AsSpan()),
            OnnxAttribute.Of("n_targets", (long)targets),
            OnnxAttribute.Of("aggregate_function", aggregate),
            OnnxAttribute.Of("post_transform", "NONE"),
        };
        if (baseValues.Length > 0)
        {
            attributes.Add(OnnxAttribute.Of("base_values_as_tensor", baseValues));
        }

        return graph.ToDouble(graph.LearningNode("TreeEnsembleRegressor", x, [.. attributes]));
    }

    private void LeafValue(int tree, int node, int target, double value)
    {
        _leafTrees.Add(tree);
        _leafNodes.Add(node);
        _leafTargets.Add(target);
        _leafValues.Add(value);
    }

    private void Node(int tree, int node, string mode, int feature, double threshold, int whenTrue, int whenFalse, bool missingIsTrue)
    {
        _trees.Add(tree);
        _nodes.Add(node);
        _modes.Add(mode);
        _features.Add(feature);
        _thresholds.Add(threshold);
        _whenTrue.Add(whenTrue);
        _whenFalse.Add(whenFalse);
        _missing.Add(missingIsTrue ? 1 : 0);
    }
}
