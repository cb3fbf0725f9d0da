using Reprise.Learning.Preprocessing.Features;
using Reprise.Learning.Preprocessing.FeatureSelection;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of feature construction and selection.</summary>
internal static class FeatureExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<VarianceThresholdModel>((model, graph, x) => graph.Select(x, model.Selected)),
        OnnxExporter.For<FeatureSelectionModel>((model, graph, x) => graph.Select(x, model.Selected)),
        OnnxExporter.For<PolynomialFeaturesModel>((model, graph, x) => Polynomial(model.Terms, graph, x)),
        OnnxExporter.For<FunctionTransformerModel>(Function),
    ];

    /// <summary>The products of each degree from those of the degree before.</summary>
    private static OnnxValue Polynomial(PolynomialTerms terms, OnnxGraph graph, OnnxValue x)
    {
        var parts = new List<OnnxValue>();
        if (terms.IncludeBias)
        {
            parts.Add(graph.PerRow(x, [1]));
        }

        parts.Add(x);
        var (from, to) = (terms.IncludeBias ? 1 : 0, terms.Columns + (terms.IncludeBias ? 1 : 0));
        while (to < terms.Parents.Length)
        {
            var end = to;
            while (end < terms.Parents.Length && terms.Parents[end] < to)
            {
                end++;
            }

            var parents = Array.ConvertAll(terms.Parents[to..end], parent => parent - from);
            var products = graph.Node("Mul", graph.Select(parts[^1], parents), graph.Select(x, terms.Factors.AsSpan(to..end)));
            parts.Add(graph.Saturate(products));
            (from, to) = (to, end);
        }

        return graph.SideBySide([.. parts]);
    }

    private static OnnxValue Function(FunctionTransformerModel model, OnnxGraph graph, OnnxValue x)
    {
        x = graph.Node("Clip", [x, graph.Scalar(model.Minimum), graph.Scalar(model.Maximum)]);
        var value = model.Function switch
        {
            NamedFunction.LogOnePlus => graph.Node("Log", graph.Node("Add", x, graph.Scalar(1))),
            NamedFunction.Log => graph.Node("Log", x),
            NamedFunction.SquareRoot => graph.Node("Sqrt", x),
            NamedFunction.Square => graph.Node("Mul", x, x),
            NamedFunction.Reciprocal => graph.Node("Div", graph.Scalar(1), x),
            NamedFunction.Absolute => graph.Node("Abs", x),
            NamedFunction.Exp => graph.Node("Exp", x),
            NamedFunction.Sin => graph.Node("Sin", x),
            NamedFunction.Cos => Cosine(graph, x),
            _ => x,
        };
        return graph.Saturate(value);
    }

    /// <summary>1 − 2 sin²(x/2): ONNX Runtime has no cosine of doubles.</summary>
    private static OnnxValue Cosine(OnnxGraph graph, OnnxValue x)
    {
        var sine = graph.Node("Sin", graph.Node("Div", x, graph.Scalar(2)));
        return graph.Node("Sub", graph.Scalar(1), graph.Node("Mul", graph.Scalar(2), graph.Node("Mul", sine, sine)));
    }
}
