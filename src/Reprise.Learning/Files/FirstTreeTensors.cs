using Reprise.Learning.Trees;

namespace Reprise.Learning.Files;

/// <summary>Trees as the first files hold them: all fields of each node, and a row of frequencies for each leaf.</summary>
internal static class FirstTreeTensors
{
    public static FittedTrees Read(StepReader reader)
    {
        var importances = reader.Doubles("importances", reader.Columns);
        var thresholds = reader.Doubles("thresholds", -1);
        var leaves = reader.Doubles("leaves", -1, reader.Classes);
        var nodeCounts = reader.Integers("node_counts", -1);
        var features = reader.Integers("features", thresholds.Length);
        var children = reader.Integers("children", thresholds.Length);
        TreeTensors.CheckCounts(reader, nodeCounts, thresholds.Length);
        TreeTensors.CheckFrequencies(reader, leaves, reader.Classes);

        var trees = new Tree[nodeCounts.Length];
        var (nodesBefore, leavesBefore) = (0, 0);
        for (var i = 0; i < trees.Length; i++)
        {
            var nodes = new TreeNode[nodeCounts[i]];
            for (var at = 0; at < nodes.Length; at++)
            {
                var feature = features[nodesBefore + at];
                nodes[at] = new TreeNode(feature == TreeNode.Leaf ? 0 : thresholds[nodesBefore + at], feature, children[nodesBefore + at]);
            }

            var leafCount = CheckTopology(reader, nodes);
            reader.Check((long)(leavesBefore + leafCount) * reader.Classes <= leaves.Length, "leaves", "must hold a row for each leaf");
            trees[i] = Tree.Ordered(
                [.. nodes], [.. leaves.AsSpan(leavesBefore * reader.Classes, leafCount * reader.Classes)], reader.Classes);
            nodesBefore += nodes.Length;
            leavesBefore += leafCount;
        }

        reader.Check((long)leavesBefore * reader.Classes == leaves.Length, "leaves", "must hold a row for each leaf and no more");
        return new FittedTrees(trees, importances);
    }

    /// <summary>Each node but the root is the child of exactly one node before it, so walking down ends; leaves name each leaf row once.</summary>
    private static int CheckTopology(StepReader reader, TreeNode[] nodes)
    {
        var leafCount = nodes.Count(node => node.Feature == TreeNode.Leaf);
        var reached = new bool[nodes.Length];
        var used = new bool[leafCount];
        reached[0] = true;
        for (var i = 0; i < nodes.Length; i++)
        {
            var (_, feature, child) = nodes[i];
            reader.Check(feature >= TreeNode.Leaf && feature < reader.Columns, "features", $"must lie in [-1, {reader.Columns})");
            if (feature == TreeNode.Leaf)
            {
                reader.Check(child >= 0 && child < leafCount && !used[child], "children", "of leaves must each name a leaf row of their own");
                used[child] = true;
                continue;
            }

            reader.Check(
                child > i && child < nodes.Length - 1 && !reached[child] && !reached[child + 1],
                "children",
                "must come after their parent, within the tree, and have one parent");
            reached[child] = reached[child + 1] = true;
        }

        reader.Check(Array.TrueForAll(reached, node => node), "children", "must reach every node");
        return leafCount;
    }
}
