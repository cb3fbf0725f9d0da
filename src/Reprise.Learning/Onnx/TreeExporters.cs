using Reprise.Learning.Trees;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of trees and forests: one TreeEnsembleRegressor whose targets are the classes, or the one value.</summary>
internal static class TreeExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<DecisionTreeClassifierModel>((model, graph, x) => Mean(graph, x, [model.Tree], model.ClassCount)),
        OnnxExporter.For<RandomForestClassifierModel>((model, graph, x) => Mean(graph, x, model.Trees, model.ClassCount)),
        OnnxExporter.For<ExtraTreesClassifierModel>((model, graph, x) => Mean(graph, x, model.Trees, model.ClassCount)),
        OnnxExporter.For<DecisionTreeRegressorModel>((model, graph, x) => Mean(graph, x, [model.Tree], 1)),
        OnnxExporter.For<RandomForestRegressorModel>((model, graph, x) => Mean(graph, x, model.Trees, 1)),
        OnnxExporter.For<ExtraTreesRegressorModel>((model, graph, x) => Mean(graph, x, model.Trees, 1)),
    ];

    /// <summary>The mean of the trees' leaf values.</summary>
    private static OnnxValue Mean(OnnxGraph graph, OnnxValue x, ReadOnlySpan<Tree> trees, int width)
    {
        var table = new TreeTable();
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var nodes = trees[tree].Nodes;
            for (var node = 0; node < nodes.Length; node++)
            {
                var (threshold, feature, child) = nodes[node];
                if (feature == TreeNode.Leaf)
                {
                    table.LeafNode(tree, node, trees[tree].Leaves.Slice(child * width, width));
                }
                else
                {
                    table.AtMostBranch(tree, node, feature, threshold, child, child + 1);
                }
            }
        }

        return table.Add(graph, x, width, "AVERAGE");
    }
}
