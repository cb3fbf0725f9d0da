using Reprise.Core.Matrices;

namespace Reprise.Learning.Onnx;

/// <summary>The pairwise coupling of support vector machines (see <see cref="Svm.PairwiseCoupling"/>) as a Loop whose rows stop one by one, as there.</summary>
internal static class CouplingExport
{
    /// <summary>Class probabilities [N, classes] from each pair's first and second probability [N, pairs].</summary>
    public static OnnxValue Couple(OnnxGraph graph, OnnxValue first, OnnxValue second, int classes)
    {
        var (q, diagonal) = Quadratic(graph, first, second, classes);
        var p = graph.Node("Mul", diagonal, graph.Scalar(0));
        p = graph.Node("Add", p, graph.Scalar(1.0 / classes));
        p = graph.Loop(Math.Max(100, classes), p, body => Iterate(body, q, diagonal, classes));
        return graph.Node("Div", p, graph.SumOfRow(p));
    }

    /// <summary>Q [N, classes, classes] and its diagonal [N, classes].</summary>
    private static (OnnxValue Q, OnnxValue Diagonal) Quadratic(OnnxGraph graph, OnnxValue first, OnnxValue second, int classes)
    {
        var pairs = classes * (classes - 1) / 2;
        var square = classes * classes;
        var (own, other) = (new Matrix(pairs, square), new Matrix(pairs, square));
        SvmExporters.ForEachPair(classes, (pair, i, j) => (own[pair, (i * classes) + j], other[pair, (j * classes) + i]) = (1, 1));
        var (upper, lower) = (graph.Doubles(own.Values, pairs, square), graph.Doubles(other.Values, pairs, square));
        var r = graph.Node("Add", graph.Node("MatMul", first, upper), graph.Node("MatMul", second, lower));
        var reversed = graph.Node("Add", graph.Node("MatMul", first, lower), graph.Node("MatMul", second, upper));
        var (sums, places) = (new Matrix(square, classes), new Matrix(classes, square));
        for (var t = 0; t < classes; t++)
        {
            places[t, (t * classes) + t] = 1;
            for (var j = 0; j < classes; j++)
            {
                sums[(t * classes) + j, t] = 1;
            }
        }

        var diagonal = graph.Node("MatMul", graph.Node("Mul", reversed, reversed), graph.Doubles(sums.Values, square, classes));
        var q = graph.Node(
            "Sub", graph.Node("MatMul", diagonal, graph.Doubles(places.Values, classes, square)), graph.Node("Mul", r, reversed));
        return (graph.Node("Reshape", q, graph.Integers(-1, classes, classes)), diagonal);
    }

    /// <summary>One iteration of the body: the next p, and whether any row moved.</summary>
    private static (OnnxValue Next, OnnxValue Continue) Iterate((OnnxGraph Graph, OnnxValue State) body, OnnxValue q, OnnxValue diagonal, int classes)
    {
        var (graph, p) = body;
        var (one, two) = (graph.Scalar(1), graph.Scalar(2));
        var qp = graph.Node("Squeeze", graph.Node("MatMul", q, graph.Node("Unsqueeze", p, graph.Integers(2))), graph.Integers(2));
        var pqp = graph.SumOfRow(graph.Node("Mul", p, qp));
        var error = graph.Node("ReduceMax", graph.Node("Abs", graph.Node("Sub", qp, pqp)), OnnxAttribute.List("axes", 1));
        var moves = graph.Node("GreaterOrEqual", error, graph.Scalar(0.005 / classes));
        var next = p;
        for (var t = 0; t < classes; t++)
        {
            var unit = new double[classes];
            unit[t] = 1;
            var (qt, qtt) = (graph.Columns(qp, t, t + 1), graph.Columns(diagonal, t, t + 1));
            var difference = graph.Node("Div", graph.Node("Sub", pqp, qt), qtt);
            var shrink = graph.Node("Add", difference, one);
            var growth = graph.Node("Mul", difference, graph.Node("Add", graph.Node("Mul", difference, qtt), graph.Node("Mul", qt, two)));
            pqp = graph.Node("Div", graph.Node("Div", graph.Node("Add", pqp, growth), shrink), shrink);
            var row = graph.Node("Squeeze", graph.Columns(q, t, t + 1), graph.Integers(1));
            qp = graph.Node("Div", graph.Node("Add", qp, graph.Node("Mul", difference, row)), shrink);
            next = graph.Node("Div", graph.Node("Add", next, graph.Node("Mul", difference, graph.Doubles(unit))), shrink);
        }

        var any = graph.Node("ReduceMax", graph.Cast(moves, OnnxType.Double), OnnxAttribute.Of("keepdims", 0L));
        return (graph.Where(moves, next, p), graph.Cast(any, OnnxType.Boolean));
    }
}
