using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>A fitted tree: nodes with the root first, and per leaf the frequencies of the classes.</summary>
internal sealed class Tree(TreeNode[] nodes, double[] leaves, int classes)
{
    /// <summary>Nodes, children after parents and side by side.</summary>
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    /// <summary>Leaves × classes, row-major.</summary>
    public ReadOnlySpan<double> Leaves => leaves;

    /// <summary>Number of leaves.</summary>
    public int LeafCount => leaves.Length / classes;

    /// <summary>Adds the class frequencies of the leaf each row falls into.</summary>
    public void AddFrequencies(MatrixView x, Span<double> destination)
    {
        var table = nodes;
        var frequencies = leaves;
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var node = table[0];
            while (node.Feature >= 0)
            {
                node = table[values[node.Feature] <= node.Threshold ? node.Child : node.Child + 1];
            }

            var leaf = frequencies.AsSpan(node.Child * classes, classes);
            var sums = destination.Slice(row * classes, classes);
            for (var i = 0; i < leaf.Length; i++)
            {
                sums[i] += leaf[i];
            }
        }
    }
}
