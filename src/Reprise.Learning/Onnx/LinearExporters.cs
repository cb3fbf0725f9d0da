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
        OnnxExporter.For<LinearSvmClassifierModel>(Svm),
        OnnxExporter.For<LinearSvmRegressorModel>((model, graph, x) => Value(graph, x, model.Coefficients, model.Intercept)),
        OnnxExporter.For<LinearRegressionModel>((model, graph, x) => Value(graph, x, model.Coefficients, model.Intercept)),
        OnnxExporter.For<ElasticNetModel>((model, graph, x) => Value(graph, x, model.Coefficients, model.Intercept)),
    ];

    /// <summary>A sigmoid per machine, divided by their sum.</summary>
    private static OnnxValue Svm(LinearSvmClassifierModel model, OnnxGraph graph, OnnxValue x)
    {
        var (a, b) = (new double[model.Sigmoids.Length], new double[model.Sigmoids.Length]);
        for (var i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = model.Sigmoids[i];
        }

        var one = graph.Scalar(1);
        var z = graph.Node("Add", graph.Node("Mul", Scores(graph, x, model.Coefficients, model.Intercepts), graph.Doubles(a)), graph.Doubles(b));
        var p = graph.Node("Div", one, graph.Node("Add", graph.Node("Exp", z), one));
        if (a.Length == 1)
        {
            return graph.OfAllClasses(graph.SideBySide([graph.Node("Sub", one, p), p]), model.Classes, model.ClassCount);
        }

        var sum = graph.SumOfRow(p);
        p = graph.Where(graph.Node("Greater", sum, graph.Scalar(0)), graph.Node("Div", p, sum), graph.Scalar(1.0 / a.Length));
        return graph.OfAllClasses(p, model.Classes, model.ClassCount);
    }

    private static OnnxValue Value(OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> coefficients, double intercept) =>
        graph.Node("Add", graph.Node("MatMul", x, graph.Doubles(coefficients, coefficients.Length, 1)), graph.Scalar(intercept));

    /// <summary>x · coefficientsᵀ + intercepts.</summary>
    private static OnnxValue Scores(OnnxGraph graph, OnnxValue x, MatrixView coefficients, ReadOnlySpan<double> intercepts) =>
        graph.Node("Add", graph.Node("MatMul", x, graph.Transposed(coefficients)), graph.Doubles(intercepts));
}
