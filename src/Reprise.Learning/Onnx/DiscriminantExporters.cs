using Reprise.Core.Numerics;
using Reprise.Learning.Bayes;
using Reprise.Learning.Discriminant;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of naive Bayes and discriminant analysis: log-probabilities up to a constant, then the soft maximum.</summary>
internal static class DiscriminantExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<GaussianNaiveBayesModel>(NaiveBayes),
        OnnxExporter.For<LinearDiscriminantAnalysisModel>((model, graph, x) => Probabilities(
            graph,
            graph.Node("Add", graph.Node("MatMul", x, graph.Transposed(model.Coefficients)), graph.Doubles(model.Intercepts)),
            model.Priors)),
        OnnxExporter.For<QuadraticDiscriminantAnalysisModel>(Quadratic),
        OnnxExporter.For<DiscriminantProjectionModel>((model, graph, x) =>
            graph.Node("MatMul", graph.Node("Sub", x, graph.Doubles(model.Centre)), graph.Transposed(model.Scalings))),
    ];

    /// <summary>constant − Σ (x − mean)² / 2 variance, over [N, classes, columns].</summary>
    private static OnnxValue NaiveBayes(GaussianNaiveBayesModel model, OnnxGraph graph, OnnxValue x)
    {
        var (classes, columns) = (model.ClassCount, model.InputColumns);
        var difference = graph.Node("Sub", graph.Node("Unsqueeze", x, graph.Integers(1)), graph.Doubles(model.Means.Values, classes, columns));
        var terms = graph.Node("Mul", graph.Node("Mul", difference, graph.Doubles(model.Factors.Values, classes, columns)), difference);
        var sums = graph.Node("ReduceSum", [terms, graph.Integers(2)], OnnxAttribute.Of("keepdims", 0L));
        return Probabilities(graph, graph.Node("Add", sums, graph.Doubles(model.Constants)), model.Priors);
    }

    private static OnnxValue Quadratic(QuadraticDiscriminantAnalysisModel model, OnnxGraph graph, OnnxValue x)
    {
        var distances = new OnnxValue[model.ClassCount];
        var constants = new double[model.ClassCount];
        for (var i = 0; i < distances.Length; i++)
        {
            var along = graph.Node("MatMul", graph.Node("Sub", x, graph.Doubles(model.Means.Row(i))), graph.Transposed(model.Whitenings[i]));
            distances[i] = graph.SumOfRow(graph.Node("Mul", along, along));
            constants[i] = (model.Priors[i] > 0 ? PortableMath.Log(model.Priors[i]) : 0) - (0.5 * model.LogDeterminants[i]);
        }

        var halves = graph.Node("Mul", graph.SideBySide(distances), graph.Scalar(0.5));
        return Probabilities(graph, graph.Node("Sub", graph.Doubles(constants), halves), model.Priors);
    }

    /// <summary>A class of prior 0 gets 0.</summary>
    private static OnnxValue Probabilities(OnnxGraph graph, OnnxValue scores, ReadOnlySpan<double> priors)
    {
        scores = graph.Saturate(scores);
        var never = Array.ConvertAll(priors.ToArray(), prior => prior == 0);
        return graph.Softmax(Array.Exists(never, isNever => isNever) ? graph.Where(graph.Mask(never), graph.Scalar(double.NegativeInfinity), scores) : scores);
    }
}
