using System.Runtime.InteropServices;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Files;

/// <summary>Trees as small tensors: the order of nodes says who is whose child, leaves share rows, and thresholds are numbers of a list.</summary>
internal static class TreeTensors
{
    /// <summary>Writes trees, one after the other.</summary>
    public static void Write(StepWriter writer, FittedTrees fitted)
    {
        var (trees, importances) = (fitted.Trees, fitted.Importances);
        var outputs = trees[0].Outputs;
        var (nodeCounts, features, cuts, leafRows) = (new int[trees.Length], new List<int>(), new List<int>(), new List<int>());
        var (thresholds, rows, weights) = (new List<double>(), new List<double>(), new List<double>());
        var numbers = new Dictionary<long, int>();
        for (var i = 0; i < trees.Length; i++)
        {
            var tree = trees[i];
            nodeCounts[i] = tree.Nodes.Length;
            rows.AddRange(tree.Leaves);
            foreach (var node in tree.Nodes)
            {
                features.Add(node.Feature + 1);
            }

            foreach (var node in tree.DepthFirst())
            {
                if (node.Feature == TreeNode.Leaf)
                {
                    leafRows.Add(node.Child);
                    weights.Add(node.Threshold);
                    continue;
                }

                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, BitConverter.DoubleToInt64Bits(node.Threshold), out var known);
                if (!known)
                {
                    number = thresholds.Count;
                    thresholds.Add(node.Threshold);
                }

                cuts.Add(number);
            }
        }

        writer.Doubles("importances", importances, importances.Length);
        writer.Doubles("thresholds", CollectionsMarshal.AsSpan(thresholds), thresholds.Count);
        writer.Doubles("leaves", CollectionsMarshal.AsSpan(rows), rows.Count / outputs, outputs);
        writer.Integers("node_counts", nodeCounts, nodeCounts.Length);
        writer.Codes("features", CollectionsMarshal.AsSpan(features), features.Count);
        writer.Codes("cuts", CollectionsMarshal.AsSpan(cuts), cuts.Count);
        writer.Codes("leaf_rows", CollectionsMarshal.AsSpan(leafRows), leafRows.Count);
        LeafWeightTensors.Write(writer, weights.TrueForAll(weight => weight > 0) ? weights : []);
    }

    /// <summary>Takes trees of so many values a leaf: frequencies that sum to 1 where the model has classes.</summary>
    public static FittedTrees Read(StepReader reader, int outputs)
    {
        var importances = reader.Doubles("importances", reader.Columns);
        var thresholds = reader.Doubles("thresholds", -1);
        var leaves = reader.Doubles("leaves", -1, outputs);
        var nodeCounts = reader.Integers("node_counts", -1);
        var features = reader.Codes("features", -1);
        CheckCounts(reader, nodeCounts, features.Length);
        reader.Check(!features.AsSpan().ContainsAnyExceptInRange(0, reader.Columns), "features", $"must lie in [0, {reader.Columns}]");
        var inner = features.Length - features.AsSpan().Count(0);
        var cuts = reader.Codes("cuts", inner);
        var leafRows = reader.Codes("leaf_rows", features.Length - inner);
        reader.Check(inner == 0 || (thresholds.Length > 0 && !cuts.AsSpan().ContainsAnyExceptInRange(0, thresholds.Length - 1)), "cuts", "must be numbers of thresholds");
        var weights = LeafWeightTensors.Read(reader, features.Length - inner);
        if (reader.Classes > 0)
        {
            CheckFrequencies(reader, leaves, outputs);
        }

        var trees = new Tree[nodeCounts.Length];
        var at = new Place();
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = ReadTree(reader, features.AsSpan(at.Node, nodeCounts[i]), thresholds, cuts, leafRows, weights, leaves, outputs, ref at);
        }

        reader.Check((long)at.Row * outputs == leaves.Length, "leaves", "must each be the row of a leaf");
        return new FittedTrees(trees, importances);
    }

    /// <summary>There is a tree, each has a node, and together they have them all.</summary>
    public static void CheckCounts(StepReader reader, int[] nodeCounts, int nodes)
    {
        reader.Check(nodeCounts.Length > 0, "node_counts", "must name at least one tree");
        reader.Check(Array.TrueForAll(nodeCounts, count => count > 0), "node_counts", "must be above 0");
        reader.Check(nodeCounts.Sum(count => (long)count) == nodes, "node_counts", "must sum to the number of nodes");
    }

    /// <summary>Each row of leaves lies in [0, 1] and sums to 1.</summary>
    public static void CheckFrequencies(StepReader reader, double[] leaves, int classes)
    {
        for (var start = 0; start < leaves.Length; start += classes)
        {
            var sum = 0.0;
            foreach (var frequency in leaves.AsSpan(start, classes))
            {
                reader.Check(frequency is >= 0 and <= 1, "leaves", "must be frequencies in [0, 1]");
                sum += frequency;
            }

            reader.Check(Math.Abs(sum - 1) < 1e-9, "leaves", "must sum to 1 in each leaf");
        }
    }

    private static Tree ReadTree(
        StepReader reader, ReadOnlySpan<int> features, double[] thresholds, int[] cuts, int[] leafRows, double[] weights, double[] leaves, int outputs, ref Place at)
    {
        var nodes = new TreeNode[features.Length];
        var pending = new Stack<int>();
        pending.Push(0);
        var (count, rows) = (1, 0);
        while (pending.TryPop(out var node))
        {
            if (features[node] == 0)
            {
                var weight = weights.Length == 0 ? 0 : weights[at.Leaf];
                var row = leafRows[at.Leaf++];
                reader.Check(row >= 0 && row <= rows, "leaf_rows", "must number a tree's rows in the order of their first leaf");
                rows = Math.Max(rows, row + 1);
                nodes[node] = new TreeNode(weight, TreeNode.Leaf, row);
                continue;
            }

            reader.Check(count <= nodes.Length - 2, "features", "must give each inner node two children in its tree");
            nodes[node] = new TreeNode(thresholds[cuts[at.Cut++]], features[node] - 1, count);
            pending.Push(count + 1);
            pending.Push(count);
            count += 2;
        }

        reader.Check(count == nodes.Length, "features", "must make one tree of a tree's nodes");
        reader.Check((at.Row + (long)rows) * outputs <= leaves.Length, "leaves", "must hold the rows of all leaves");
        var values = leaves.AsSpan(at.Row * outputs, rows * outputs).ToArray();
        at.Row += rows;
        at.Node += nodes.Length;
        return new Tree(nodes, values, outputs);
    }

    /// <summary>How far reading has come.</summary>
    private struct Place
    {
        public int Node, Cut, Leaf, Row;
    }
}
