namespace Reprise.Learning.Trees;

/// <summary>Collects the nodes of a tree while it grows. Leaves of equal values share one row of the leaf table.</summary>
internal sealed class TreeWriter(int outputs)
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<double> _rows = [];
    private readonly Dictionary<long, int> _single = [];
    private readonly double[] _leaf = new double[outputs];

    /// <summary>Begins a tree with a root that is not set.</summary>
    public void Start()
    {
        _nodes.Clear();
        _rows.Clear();
        _single.Clear();
        _nodes.Add(default);
    }

    /// <summary>Makes a node an inner one with two children that are not set; returns the left one, the right one is next.</summary>
    public int SetInner(int node, int feature, double threshold)
    {
        var child = _nodes.Count;
        _nodes[node] = new TreeNode(threshold, feature, child);
        _nodes.Add(default);
        _nodes.Add(default);
        return child;
    }

    /// <summary>Makes a node a leaf of the values and the weight of the node the finder has entered.</summary>
    public void SetLeaf(int node, SplitFinder finder)
    {
        finder.WriteLeaf(_leaf);
        _nodes[node] = new TreeNode(finder.Weight, TreeNode.Leaf, Row());
    }

    /// <summary>The tree, its nodes depth first and its leaf rows in the order of their first leaf.</summary>
    public Tree ToTree() => Tree.Ordered(_nodes, _rows, outputs);

    /// <summary>The row of the leaf's values: an old one where they are one class alone, or one value seen before.</summary>
    private int Row()
    {
        var key = outputs == 1 ? BitConverter.DoubleToInt64Bits(_leaf[0]) : Array.IndexOf(_leaf, 1.0);
        if (outputs > 1 && key < 0)
        {
            return Append();
        }

        if (!_single.TryGetValue(key, out var row))
        {
            _single.Add(key, row = Append());
        }

        return row;
    }

    private int Append()
    {
        _rows.AddRange(_leaf);
        return (_rows.Count / outputs) - 1;
    }
}
