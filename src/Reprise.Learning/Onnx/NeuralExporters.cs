using Reprise.Learning.Neural;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of neural networks.</summary>
internal static class NeuralExporters
{
    private const double LargestSum = 1e30;

    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<MlpClassifierModel>((model, graph, x) =>
        {
            var sums = Sums(model.Fit.Network, graph, x);
            return model.Fit.Network.Shape.Output == NeuralOutput.Logistic ? graph.Logistic(sums) : graph.Softmax(sums);
        }),
        OnnxExporter.For<MlpRegressorModel>((model, graph, x) => Sums(model.Fit.Network, graph, x)),
    ];

    /// <summary>Inputs are rounded to singles, as the network does; the layers are computed in doubles.</summary>
    private static OnnxValue Sums(NeuralNetwork network, OnnxGraph graph, OnnxValue x)
    {
        var shape = network.Shape;
        var values = graph.ToDouble(graph.Cast(x, OnnxType.Float));
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var weights = graph.Doubles(network.Weights(layer).Values, shape.Sizes[layer], shape.Sizes[layer + 1]);
            values = graph.Node("Add", graph.Node("MatMul", values, weights), graph.Doubles(network.Biases(layer)));
            values = layer + 1 == shape.Layers ? values : shape.Activation switch
            {
                NeuralActivation.Relu => graph.Node("Relu", values),
                NeuralActivation.Tanh => graph.Node("Tanh", values),
                NeuralActivation.Logistic => graph.Node("Sigmoid", values),
                _ => values,
            };
        }

        return graph.Node("Clip", [values, graph.Scalar(-LargestSum), graph.Scalar(LargestSum)]);
    }
}
