using Reprise.Core.Matrices;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of support vector machines: kernel values by one matrix product, every machine by another.</summary>
internal static class SvmExporters
{
    private const double LargestDecision = 1e150;
    private const double LeastProbability = 1e-7;

    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<SvmClassifierModel>(Classifier),
        OnnxExporter.For<SvmRegressorModel>((model, graph, x) => graph.Node(
            "Add",
            graph.Node("MatMul", Kernel(model.Vectors, graph, x), graph.Doubles(model.DualCoefficients, model.Vectors.Count, 1)),
            graph.Scalar(model.Intercept))),
    ];

    private static OnnxValue Classifier(SvmClassifierModel model, OnnxGraph graph, OnnxValue x)
    {
        var present = model.TrainedClasses.Length;
        var decisions = graph.Node("MatMul", Kernel(model.Vectors, graph, x), graph.Doubles(Machines(model).Values, model.Vectors.Count, model.Intercepts.Length));
        decisions = graph.Node("Add", decisions, graph.Doubles(model.Intercepts));
        decisions = graph.Node("Clip", [decisions, graph.Scalar(-LargestDecision), graph.Scalar(LargestDecision)]);
        var p = model.Sigmoids.Length == 0 ? Votes(graph, decisions, present) : Probabilities(graph, decisions, model.Sigmoids, present);
        return graph.OfAllClasses(p, model.TrainedClasses, model.ClassCount);
    }

    /// <summary>[N, vectors].</summary>
    private static OnnxValue Kernel(SupportVectors vectors, OnnxGraph graph, OnnxValue x)
    {
        var rows = vectors.ToMatrix();
        var dots = graph.Node("MatMul", x, graph.Transposed(rows));
        var kernel = vectors.Kernel;
        switch (kernel.Kernel)
        {
            case SvmKernel.Linear:
                return dots;
            case SvmKernel.Rbf:
                var squares = new double[rows.Rows];
                for (var row = 0; row < squares.Length; row++)
                {
                    squares[row] = Core.Numerics.Vectors.Dot(rows.Row(row), rows.Row(row));
                }

                var own = graph.SumOfRow(graph.Node("Mul", x, x));
                var both = graph.Node("Add", own, graph.Doubles(squares));
                var distances = graph.Node("Max", graph.Node("Sub", both, graph.Node("Mul", dots, graph.Scalar(2))), graph.Scalar(0));
                return graph.Node("Exp", graph.Node("Mul", distances, graph.Scalar(-kernel.Gamma)));
            default:
                var shifted = graph.Node("Add", graph.Node("Mul", dots, graph.Scalar(kernel.Gamma)), graph.Scalar(kernel.Coef0));
                return kernel.Kernel == SvmKernel.Polynomial
                    ? graph.Node("Pow", shifted, graph.Scalar(kernel.Degree))
                    : graph.Node("Tanh", shifted);
        }
    }

    /// <summary>Vectors × machines: each machine's coefficients, 0 for vectors of other classes.</summary>
    private static Matrix Machines(SvmClassifierModel model)
    {
        var vectors = model.Vectors.Count;
        var result = new Matrix(vectors, model.Intercepts.Length);
        var counts = model.SupportCounts;
        for (var (i, first, pair) = (0, 0, 0); i < counts.Length; first += counts[i], i++)
        {
            var second = first + counts[i];
            for (var j = i + 1; j < counts.Length; second += counts[j], j++, pair++)
            {
                for (var at = first; at < first + counts[i]; at++)
                {
                    result[at, pair] = model.DualCoefficients[((j - 1) * vectors) + at];
                }

                for (var at = second; at < second + counts[j]; at++)
                {
                    result[at, pair] = model.DualCoefficients[(i * vectors) + at];
                }
            }
        }

        return result;
    }

    /// <summary>Votes plus the summed decision values, squeezed into (−⅓, ⅓), plus ⅓; divided by their sum.</summary>
    private static OnnxValue Votes(OnnxGraph graph, OnnxValue decisions, int classes)
    {
        var pairs = classes * (classes - 1) / 2;
        var (first, second, signs) = (new Matrix(pairs, classes), new Matrix(pairs, classes), new Matrix(pairs, classes));
        ForEachPair(classes, (pair, i, j) => (first[pair, i], second[pair, j], signs[pair, i], signs[pair, j]) = (1, 1, 1, -1));
        var (zero, one) = (graph.Scalar(0), graph.Scalar(1));
        var won = graph.Where(graph.Node("Greater", decisions, zero), one, zero);
        var votes = graph.Node(
            "Add",
            graph.Node("MatMul", won, graph.Doubles(first.Values, pairs, classes)),
            graph.Node("MatMul", graph.Node("Sub", one, won), graph.Doubles(second.Values, pairs, classes)));
        var sums = graph.Node("MatMul", decisions, graph.Doubles(signs.Values, pairs, classes));
        var squeezed = graph.Node("Div", sums, graph.Node("Mul", graph.Node("Add", graph.Node("Abs", sums), one), graph.Scalar(3)));
        var p = graph.Node("Add", votes, graph.Node("Add", squeezed, graph.Scalar(1.0 / 3)));
        return graph.Node("Div", p, graph.SumOfRow(p));
    }

    private static OnnxValue Probabilities(OnnxGraph graph, OnnxValue decisions, ReadOnlySpan<PlattSigmoid> sigmoids, int classes)
    {
        var (a, b) = (new double[sigmoids.Length], new double[sigmoids.Length]);
        for (var i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = sigmoids[i];
        }

        var one = graph.Scalar(1);
        var z = graph.Node("Add", graph.Node("Mul", decisions, graph.Doubles(a)), graph.Doubles(b));
        var first = graph.Node("Div", one, graph.Node("Add", graph.Node("Exp", z), one));
        first = graph.Node("Clip", [first, graph.Scalar(LeastProbability), graph.Scalar(1 - LeastProbability)]);
        var second = graph.Node("Sub", one, first);
        return classes == 2 ? graph.Node("Concat", first, second, OnnxAttribute.Of("axis", 1L)) : CouplingExport.Couple(graph, first, second, classes);
    }

    /// <summary>Every pair of classes, numbered (0, 1), (0, 2), … (1, 2), ….</summary>
    internal static void ForEachPair(int classes, Action<int, int, int> action)
    {
        for (var (i, pair) = (0, 0); i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++, pair++)
            {
                action(pair, i, j);
            }
        }
    }
}
