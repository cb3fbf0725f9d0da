using System.Runtime.InteropServices;

namespace Reprise.Learning.Trees;

/// <summary>A fitted tree: nodes with the root first, and a table of leaf values whose rows leaves may share.</summary>
/// <remarks>Nodes are in one order only: as they come up when the left side is walked before the right, two children at a time.</remarks>
internal sealed class Tree
{
    private readonly TreeNode[] _nodes;
    private readonly double[] _rows;

    /// <summary>A tree whose nodes and rows are in order already.</summary>
    public Tree(TreeNode[] nodes, double[] rows, int outputs) => (_nodes, _rows, Outputs) = (nodes, rows, outputs);

    /// <summary>Nodes, children after parents and side by side.</summary>
    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    /// <summary>Leaf rows × outputs, row-major.</summary>
    public ReadOnlySpan<double> Leaves => _rows;

    /// <summary>Values per leaf.</summary>
    public int Outputs { get; }

    /// <summary>Number of leaves.</summary>
    public int LeafCount => (_nodes.Length + 1) / 2;

    /// <summary>Whether each leaf says the weight of its training rows; trees of the first files do not.</summary>
    public bool HasWeights => Array.TrueForAll(_nodes, node => node.Feature != TreeNode.Leaf || node.Threshold > 0);

    /// <summary>The nodes, a node before its left side and that before its right side.</summary>
    public IEnumerable<TreeNode> DepthFirst()
    {
        var pending = new Stack<int>();
        pending.Push(0);
        while (pending.TryPop(out var at))
        {
            var node = _nodes[at];
            yield return node;
            if (node.Feature != TreeNode.Leaf)
            {
                pending.Push(node.Child + 1);
                pending.Push(node.Child);
            }
        }
    }

    /// <summary>A tree of nodes in any order that has parents first, and rows in any order; rows that no leaf names are left out.</summary>
    public static Tree Ordered(List<TreeNode> nodes, List<double> rows, int outputs)
    {
        var ordered = new TreeNode[nodes.Count];
        var places = new int[rows.Count / outputs];
        places.AsSpan().Fill(-1);
        var values = new List<double>(rows.Count);
        var pending = new Stack<(int From, int To)>();
        pending.Push((0, 0));
        var count = 1;
        while (pending.TryPop(out var at))
        {
            var node = nodes[at.From];
            if (node.Feature == TreeNode.Leaf)
            {
                ref var place = ref places[node.Child];
                if (place < 0)
                {
                    place = values.Count / outputs;
                    values.AddRange(CollectionsMarshal.AsSpan(rows).Slice(node.Child * outputs, outputs));
                }

                ordered[at.To] = node with { Child = place };
                continue;
            }

            ordered[at.To] = node with { Child = count };
            pending.Push((node.Child + 1, count + 1));
            pending.Push((node.Child, count));
            count += 2;
        }

        return new Tree(ordered, [.. values], outputs);
    }

    /// <summary>The values of a leaf node.</summary>
    public ReadOnlySpan<double> RowOf(int leaf) => _rows.AsSpan(_nodes[leaf].Child * Outputs, Outputs);
}
