using Reprise.Learning.Trees;

namespace Reprise.Learning.Files;

/// <summary>Codecs of trees and forests: node fields as tensors over all trees, one tree after the other.</summary>
internal static class TreeCodecs
{
    public static readonly StepCodec DecisionTree = StepCodec.For<DecisionTreeClassifierModel>(
        "decision-tree-classifier",
        (model, writer) => Write(writer, [model.Tree], model.FeatureImportances, model.ClassCount),
        reader =>
        {
            var (trees, importances) = Read(reader);
            reader.Check(trees.Length == 1, "node_counts", "must name one tree");
            return new DecisionTreeClassifierModel(trees[0], importances, reader.Classes);
        });

    public static readonly StepCodec RandomForest = StepCodec.For<RandomForestClassifierModel>(
        "random-forest-classifier",
        (model, writer) => Write(writer, model.Trees, model.FeatureImportances, model.ClassCount),
        reader =>
        {
            var (trees, importances) = Read(reader);
            return new RandomForestClassifierModel(trees, importances, reader.Classes);
        });

    public static readonly StepCodec[] All = [DecisionTree, RandomForest];

    private static void Write(StepWriter writer, ReadOnlySpan<Tree> trees, ReadOnlySpan<double> importances, int classes)
    {
        var nodeCounts = new int[trees.Length];
        var nodes = new List<TreeNode>();
        var leaves = new List<double>();
        for (var i = 0; i < trees.Length; i++)
        {
            nodeCounts[i] = trees[i].Nodes.Length;
            nodes.AddRange(trees[i].Nodes);
            leaves.AddRange(trees[i].Leaves);
        }

        writer.Doubles("importances", importances, importances.Length);
        writer.Doubles("thresholds", [.. nodes.Select(node => node.Threshold)], nodes.Count);
        writer.Doubles("leaves", [.. leaves], leaves.Count / classes, classes);
        writer.Integers("node_counts", nodeCounts, nodeCounts.Length);
        writer.Integers("features", [.. nodes.Select(node => node.Feature)], nodes.Count);
        writer.Integers("children", [.. nodes.Select(node => node.Child)], nodes.Count);
    }

    private static (Tree[] Trees, double[] Importances) Read(StepReader reader)
    {
        var importances = reader.Doubles("importances", reader.Columns);
        var thresholds = reader.Doubles("thresholds", -1);
        var leaves = reader.Doubles("leaves", -1, reader.Classes);
        var nodeCounts = reader.Integers("node_counts", -1);
        var features = reader.Integers("features", thresholds.Length);
        var children = reader.Integers("children", thresholds.Length);
        reader.Check(nodeCounts.Length > 0, "node_counts", "must name at least one tree");
        reader.Check(Array.TrueForAll(nodeCounts, count => count > 0), "node_counts", "must be above 0");
        reader.Check(nodeCounts.Sum(count => (long)count) == thresholds.Length, "node_counts", "must sum to the number of nodes");
        CheckFrequencies(reader, leaves);

        var trees = new Tree[nodeCounts.Length];
        var (nodesBefore, leavesBefore) = (0, 0);
        for (var i = 0; i < trees.Length; i++)
        {
            var nodes = new TreeNode[nodeCounts[i]];
            for (var at = 0; at < nodes.Length; at++)
            {
                nodes[at] = new TreeNode(thresholds[nodesBefore + at], features[nodesBefore + at], children[nodesBefore + at]);
            }

            var leafCount = CheckTopology(reader, nodes);
            reader.Check((long)(leavesBefore + leafCount) * reader.Classes <= leaves.Length, "leaves", "must hold a row for each leaf");
            trees[i] = new Tree(nodes, leaves[(leavesBefore * reader.Classes)..((leavesBefore + leafCount) * reader.Classes)], reader.Classes);
            nodesBefore += nodes.Length;
            leavesBefore += leafCount;
        }

        reader.Check(leavesBefore * reader.Classes == leaves.Length, "leaves", "must hold a row for each leaf and no more");
        return (trees, importances);
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

    private static void CheckFrequencies(StepReader reader, double[] leaves)
    {
        for (var start = 0; start < leaves.Length; start += reader.Classes)
        {
            var sum = 0.0;
            foreach (var frequency in leaves.AsSpan(start, reader.Classes))
            {
                reader.Check(frequency is >= 0 and <= 1, "leaves", "must be frequencies in [0, 1]");
                sum += frequency;
            }

            reader.Check(Math.Abs(sum - 1) < 1e-9, "leaves", "must sum to 1 in each leaf");
        }
    }
}
