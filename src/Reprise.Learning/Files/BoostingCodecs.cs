using Reprise.Learning.Boosting;

namespace Reprise.Learning.Files;

/// <summary>Codecs of gradient boosting: node fields as tensors over all trees, one tree after the other.</summary>
internal static class BoostingCodecs
{
    public static readonly StepCodec Classifier = StepCodec.For<BoostedClassifierModel>(
        "boosted-trees-classifier",
        (model, writer) => Write(writer, model.Ensemble, model.Tally, model.FeatureNames),
        reader =>
        {
            var (ensemble, tally, names) = Read(reader);
            reader.Check(ensemble.Outputs == (reader.Classes == 2 ? 1 : reader.Classes), "starts", "must hold one score for two classes, or one per class");
            return new BoostedClassifierModel(ensemble, tally, names);
        });

    public static readonly StepCodec Regressor = StepCodec.For<BoostedRegressorModel>(
        "boosted-trees-regressor",
        (model, writer) =>
        {
            writer.Flag("exponential", model.IsExponential);
            Write(writer, model.Ensemble, model.Tally, model.FeatureNames);
        },
        reader =>
        {
            var exponential = reader.Flag("exponential");
            var (ensemble, tally, names) = Read(reader);
            reader.Check(ensemble.Outputs == 1, "starts", "must hold one score");
            return new BoostedRegressorModel(ensemble, tally, exponential, names);
        });

    public static readonly StepCodec[] All = [Classifier, Regressor];

    private static void Write(StepWriter writer, TreeEnsemble ensemble, SplitTally tally, IReadOnlyList<string> names)
    {
        var nodes = new List<BoostedNode>();
        var sets = new List<int>();
        var nodeCounts = new int[ensemble.Trees.Length];
        var setLengths = new int[ensemble.Trees.Length];
        var weights = new List<double>();
        for (var i = 0; i < nodeCounts.Length; i++)
        {
            nodes.AddRange(ensemble.Trees[i].Nodes);
            sets.AddRange(ensemble.Trees[i].Sets);
            AddWeights(ensemble.Trees[i], weights);
            (nodeCounts[i], setLengths[i]) = (ensemble.Trees[i].Nodes.Length, ensemble.Trees[i].Sets.Length);
        }

        writer.Flag("takes_missing", ensemble.TakesMissing);
        writer.Texts("names", names);
        writer.Doubles("starts", ensemble.Starts, ensemble.Starts.Length);
        writer.Doubles("gains", tally.Gains, ensemble.Columns);
        writer.Doubles("splits", tally.Splits, ensemble.Columns);
        writer.Doubles("values", [.. nodes.Select(node => node.Value)], nodes.Count);
        writer.Integers("node_counts", nodeCounts, nodeCounts.Length);
        writer.Integers("set_lengths", setLengths, setLengths.Length);
        writer.Integers("features", [.. nodes.Select(node => node.Feature)], nodes.Count);
        writer.Integers("children", [.. nodes.Select(node => node.Child)], nodes.Count);
        writer.Integers("rules", [.. nodes.Select(node => (int)node.Rule)], nodes.Count);
        writer.Integers("set_starts", [.. nodes.Select(node => node.Set)], nodes.Count);
        writer.Integers("sets", [.. sets], sets.Count);
        LeafWeightTensors.Write(writer, ensemble.HasWeights ? weights : []);
    }

    private static (TreeEnsemble Ensemble, SplitTally Tally, string[] Names) Read(StepReader reader)
    {
        var takesMissing = reader.Flag("takes_missing");
        var names = reader.Texts("names");
        reader.Check(names.Count == 0 || names.Count == reader.Columns, "names", "must be empty or name each column");
        var starts = reader.Doubles("starts", -1);
        reader.Check(starts.Length > 0, "starts", "must hold at least one score");
        var tally = new SplitTally(reader.Doubles("gains", reader.Columns), reader.Doubles("splits", reader.Columns));
        var values = reader.Doubles("values", -1);
        var nodeCounts = reader.Integers("node_counts", -1);
        var setLengths = reader.Integers("set_lengths", nodeCounts.Length);
        var features = reader.Integers("features", values.Length);
        var children = reader.Integers("children", values.Length);
        var rules = reader.Integers("rules", values.Length);
        var setStarts = reader.Integers("set_starts", values.Length);
        var sets = reader.Integers("sets", -1);
        var weights = LeafWeightTensors.Read(reader, features.AsSpan().Count(BoostedNode.Leaf));
        reader.Check(nodeCounts.Length % starts.Length == 0, "node_counts", "must name as many trees for each score");
        reader.Check(Array.TrueForAll(nodeCounts, count => count > 0), "node_counts", "must be above 0");
        reader.Check(nodeCounts.Sum(count => (long)count) == values.Length, "node_counts", "must sum to the number of nodes");
        reader.Check(Array.TrueForAll(setLengths, length => length >= 0), "set_lengths", "must not be negative");
        reader.Check(setLengths.Sum(length => (long)length) == sets.Length, "set_lengths", "must sum to the length of the sets");

        var trees = new BoostedTree[nodeCounts.Length];
        var (nodesBefore, setsBefore, leavesBefore) = (0, 0, 0);
        for (var i = 0; i < trees.Length; i++)
        {
            var nodes = new BoostedNode[nodeCounts[i]];
            for (var at = 0; at < nodes.Length; at++)
            {
                var from = nodesBefore + at;
                nodes[at] = new BoostedNode(values[from], features[from], children[from], (NodeRules)rules[from], setStarts[from]);
            }

            var treeSets = sets[setsBefore..(setsBefore + setLengths[i])];
            Check(reader, nodes, treeSets);
            trees[i] = new BoostedTree(nodes, treeSets, WeightsOf(nodes, weights, ref leavesBefore));
            nodesBefore += nodes.Length;
            setsBefore += treeSets.Length;
        }

        return (new TreeEnsemble(trees, starts, reader.Columns, takesMissing), tally, [.. names]);
    }

    /// <summary>Adds the weight of each leaf, 0 where it is not known.</summary>
    private static void AddWeights(BoostedTree tree, List<double> weights)
    {
        for (var i = 0; i < tree.Nodes.Length; i++)
        {
            if (tree.Nodes[i].Feature == BoostedNode.Leaf)
            {
                weights.Add(tree.Weights.Length == 0 ? 0 : tree.Weights[i]);
            }
        }
    }

    /// <summary>The next weights, each at its leaf; null where the file has none.</summary>
    private static double[]? WeightsOf(BoostedNode[] nodes, double[] weights, ref int leaf)
    {
        if (weights.Length == 0)
        {
            return null;
        }

        var placed = new double[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            placed[i] = nodes[i].Feature == BoostedNode.Leaf ? weights[leaf++] : 0;
        }

        return placed;
    }

    /// <summary>Each node but the root is the child of exactly one node before it, so walking down ends; sets lie within the tree's.</summary>
    private static void Check(StepReader reader, BoostedNode[] nodes, int[] sets)
    {
        var reached = new bool[nodes.Length];
        reached[0] = true;
        for (var i = 0; i < nodes.Length; i++)
        {
            var (_, feature, child, rule, set) = nodes[i];
            reader.Check(feature >= BoostedNode.Leaf && feature < reader.Columns, "features", $"must lie in [-1, {reader.Columns})");
            reader.Check((rule & ~NodeRules.All) == 0, "rules", $"must lie in [0, {(int)NodeRules.All}]");
            if (feature == BoostedNode.Leaf)
            {
                continue;
            }

            reader.Check(
                child > i && child < nodes.Length - 1 && !reached[child] && !reached[child + 1],
                "children",
                "must come after their parent, within the tree, and have one parent");
            reached[child] = reached[child + 1] = true;
            reader.Check(
                (rule & NodeRules.Categorical) == 0 || (set >= 0 && set < sets.Length && sets[set] >= 0 && sets[set] < sets.Length - set),
                "sets",
                "must hold the words of each categorical node");
        }

        reader.Check(Array.TrueForAll(reached, node => node), "children", "must reach every node");
    }
}
