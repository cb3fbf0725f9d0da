using Reprise.Learning.Boosting;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of boosted trees.</summary>
internal static class BoostingExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<BoostedClassifierModel>((model, graph, x) =>
            model.Ensemble.Outputs == 1 ? graph.Logistic(Scores(model.Ensemble, graph, x)) : graph.Softmax(Scores(model.Ensemble, graph, x))),
        OnnxExporter.For<BoostedRegressorModel>((model, graph, x) =>
        {
            var score = Scores(model.Ensemble, graph, x);
            return model.IsExponential ? graph.Node("Min", graph.Node("Exp", score), graph.Scalar(double.MaxValue)) : score;
        }),
    ];

    private static OnnxValue Scores(TreeEnsemble ensemble, OnnxGraph graph, OnnxValue x)
    {
        var columns = new BoostedColumns(ensemble.Columns);
        var table = new TreeTable();
        for (var i = 0; i < ensemble.Trees.Length; i++)
        {
            AddTree(table, ensemble.Trees[i], i, i % ensemble.Outputs, columns);
        }

        return ensemble.Trees.Length == 0
            ? graph.PerRow(x, ensemble.Starts)
            : graph.Node("Add", table.Add(graph, columns.Extend(graph, x), ensemble.Outputs, "SUM"), graph.Doubles(ensemble.Starts));
    }

    private static void AddTree(TreeTable table, BoostedTree tree, int number, int output, BoostedColumns columns)
    {
        var next = tree.Nodes.Length;                        // further nodes of a set of categories come after the tree's own
        var further = new List<(int Node, int Feature, int Category, int WhenTrue, int WhenFalse)>();
        for (var at = 0; at < tree.Nodes.Length; at++)
        {
            var (value, feature, child, rule, set) = tree.Nodes[at];
            var missingLeft = (rule & NodeRules.MissingLeft) != 0;
            if (feature == BoostedNode.Leaf)
            {
                table.LeafNode(number, at, output, value);
            }
            else if ((rule & NodeRules.Categorical) == 0)
            {
                var column = (rule & NodeRules.ZeroIsMissing) == 0 ? feature : columns.WithoutZeros(feature);
                table.AtMostBranch(number, at, column, value, child, child + 1, missingLeft);
            }
            else
            {
                var (inside, outside) = missingLeft ? (child + 1, child) : (child, child + 1);
                var categories = Categories(tree.Sets[set..]);
                var column = columns.Whole(feature);
                var node = at;
                for (var i = 0; i < categories.Count; i++)
                {
                    var whenFalse = i == categories.Count - 1 ? outside : next++;
                    further.Add((node, column, categories[i], inside, whenFalse));
                    node = whenFalse;
                }

                if (categories.Count == 0)
                {
                    further.Add((at, column, -1, inside, outside));
                }

                var (_, own, category, whenTrue, otherwise) = further[^Math.Max(1, categories.Count)];
                table.EqualBranch(number, at, own, category, whenTrue, otherwise);
                further.RemoveAt(further.Count - Math.Max(1, categories.Count));
            }
        }

        foreach (var (node, feature, category, whenTrue, whenFalse) in further)
        {
            table.EqualBranch(number, node, feature, category, whenTrue, whenFalse);
        }
    }

    private static List<int> Categories(ReadOnlySpan<int> set)
    {
        var result = new List<int>();
        for (var category = 0; category < 32 * set[0]; category++)
        {
            if (((set[1 + (category >> 5)] >> (category & 31)) & 1) != 0)
            {
                result.Add(category);
            }
        }

        return result;
    }
}
