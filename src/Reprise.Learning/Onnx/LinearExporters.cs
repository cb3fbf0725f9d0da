using Reprise.Core.Matrices;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of linear models.</summary>
internal static class LinearExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<LogisticRegressionModel>((model, graph, x) =>
        {
            var scores = Scores(graph, x, model.Coefficients, model.Intercepts);
            return graph.OfAllClasses(model.Intercepts.Length == 1 ? graph.Logistic(scores) : graph.Softmax(scores), model.Classes, model.ClassCount);
        }),
        OnnxExporter.For<LinearRegressionModel>((model, graph, x) => Value(graph, x, model.Coefficients, model.Intercept)),
        OnnxExporter.For<ElasticNetModel>((model, graph, x) => Value(graph, x, model.Coefficients, model.Intercept)),
    ];

    private static OnnxValue Value(OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> coefficients, double intercept) =>
        graph.Node("Add", graph.Node("MatMul", x, graph.Doubles(coefficients, coefficients.Length, 1)), graph.Scalar(intercept));

    /// <summary>x · coefficientsᵀ + intercepts.</summary>
    private static OnnxValue Scores(OnnxGraph graph, OnnxValue x, MatrixView coefficients, ReadOnlySpan<double> intercepts) =>
        graph.Node("Add", graph.Node("MatMul", x, graph.Transposed(coefficients)), graph.Doubles(intercepts));
}
