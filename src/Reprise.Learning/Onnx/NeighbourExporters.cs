using Reprise.Core.Matrices;
using Reprise.Learning.Neighbours;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of nearest neighbours: the training rows are a constant, every distance is computed, the smallest are chosen.</summary>
internal static class NeighbourExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<KNearestNeighboursClassifierModel>(Classifier),
        OnnxExporter.For<KNearestNeighboursRegressorModel>(Regressor),
    ];

    private static OnnxValue Classifier(KNearestNeighboursClassifierModel model, OnnxGraph graph, OnnxValue x)
    {
        var (rows, weights) = Find(model.Index, model.Neighbours, model.Weights, graph, x);
        var votes = new Matrix(model.Index.Rows, model.ClassCount);
        for (var row = 0; row < votes.Rows; row++)
        {
            votes[row, model.Classes[row]] = 1;
        }

        var own = graph.Node("Gather", graph.Doubles(votes.Values, votes.Rows, votes.Columns), rows);
        var sums = graph.Node("MatMul", graph.Node("Unsqueeze", weights, graph.Integers(1)), own);
        return graph.Node("Div", graph.Node("Squeeze", sums, graph.Integers(1)), graph.SumOfRow(weights));
    }

    private static OnnxValue Regressor(KNearestNeighboursRegressorModel model, OnnxGraph graph, OnnxValue x)
    {
        var (rows, weights) = Find(model.Index, model.Neighbours, model.Weights, graph, x);
        var shares = graph.Node("Div", weights, graph.SumOfRow(weights));
        return graph.SumOfRow(graph.Node("Mul", shares, graph.Node("Gather", graph.Doubles(model.Targets), rows)));
    }

    /// <summary>The nearest training rows, int64 [N, neighbours], nearest first, the lowest row among equals, and how much each counts.</summary>
    private static (OnnxValue Rows, OnnxValue Weights) Find(NeighbourIndex index, int neighbours, NeighbourWeights weights, OnnxGraph graph, OnnxValue x)
    {
        var sums = graph.SumOverColumns(x, index.ToMatrix(), (body, difference) => index.P switch
        {
            2 => body.Node("Mul", difference, difference),
            1 => body.Node("Abs", difference),
            var p => body.Node("Pow", body.Node("Abs", difference), body.Scalar(p)),
        });
        var (nearest, rows) = graph.Smallest(sums, neighbours);
        var distances = index.P switch
        {
            2 => graph.Node("Sqrt", nearest),
            1 => nearest,
            var p => graph.Node("Pow", nearest, graph.Scalar(1 / p)),
        };
        var first = graph.Columns(distances, 0, 1);
        var equal = graph.Node("Equal", distances, first);
        var one = graph.Scalar(1);
        return weights == NeighbourWeights.Uniform
            ? (rows, graph.Where(equal, one, one))
            : (rows, graph.Where(equal, one, graph.Node("Div", first, distances)));
    }
}
