using Reprise.Learning.Calibration;

namespace Reprise.Learning.Onnx;

/// <summary>Calibration curves as nodes, all classes at once.</summary>
internal static class CalibrationExport
{
    /// <summary>Calibrated probabilities [N, classes] from raw ones; of two classes the curve is of the second.</summary>
    public static OnnxValue Apply(OnnxGraph graph, OnnxValue raw, CalibrationCurve[] curves)
    {
        if (curves.Length == 1)
        {
            var second = Curves(graph, graph.Columns(raw, 1, 2), curves);
            return graph.SideBySide([graph.Node("Sub", graph.Scalar(1), second), second]);
        }

        var calibrated = Curves(graph, raw, curves);
        var sum = graph.SumOfRow(calibrated);
        return graph.Where(graph.Node("Greater", sum, graph.Scalar(0)), graph.Node("Div", calibrated, sum), graph.Scalar(1.0 / curves.Length));
    }

    private static OnnxValue Curves(OnnxGraph graph, OnnxValue raw, CalibrationCurve[] curves)
    {
        if (curves[0] is IsotonicCurve)
        {
            return Isotonic(graph, raw, Array.ConvertAll(curves, curve => (IsotonicCurve)curve));
        }

        var sigmoids = Array.ConvertAll(curves, curve => (SigmoidCurve)curve);
        var z = graph.Node(
            "Add",
            graph.Node("Mul", raw, graph.Doubles(Array.ConvertAll(sigmoids, curve => curve.Slope))),
            graph.Doubles(Array.ConvertAll(sigmoids, curve => curve.Offset)));
        return graph.Node("Div", graph.Scalar(1), graph.Node("Add", graph.Node("Exp", z), graph.Scalar(1)));
    }

    /// <summary>The line between the two points around a score, level beyond the ends; a tree per curve finds the points.</summary>
    private static OnnxValue Isotonic(OnnxGraph graph, OnnxValue raw, IsotonicCurve[] curves)
    {
        var table = new TreeTable();
        var (scores, values) = (new List<double>(), new List<double>());
        var (starts, lasts) = (new double[curves.Length], new double[curves.Length]);
        for (var i = 0; i < curves.Length; i++)
        {
            LandmarkSearch.Add(table, i, curves[i].Scores, i, i, inclusive: false);
            starts[i] = scores.Count;
            lasts[i] = Math.Max(1, curves[i].Scores.Length - 1);
            scores.AddRange(curves[i].Scores);
            values.AddRange(curves[i].Values);
            if (curves[i].Scores.Length == 1)                                     // a level line
            {
                scores.Add(scores[^1] + 1);
                values.Add(values[^1]);
            }
        }

        var count = table.Add(graph, raw, curves.Length, "SUM");
        var one = graph.Scalar(1);
        var next = graph.Node("Min", graph.Node("Max", count, one), graph.Doubles(lasts));
        var index = graph.Cast(graph.Node("Add", next, graph.Doubles(starts)), OnnxType.Int64);
        var before = graph.Node("Sub", index, graph.Integer(1));
        var (points, heights) = (graph.Doubles([.. scores]), graph.Doubles([.. values]));
        var (low, high) = (graph.Node("Gather", points, before), graph.Node("Gather", points, index));
        var (from, to) = (graph.Node("Gather", heights, before), graph.Node("Gather", heights, index));
        var part = graph.Node("Div", graph.Node("Sub", raw, low), graph.Node("Sub", high, low));
        var between = graph.Node("Add", from, graph.Node("Mul", part, graph.Node("Sub", to, from)));
        return graph.Node("Min", graph.Node("Max", between, from), to);
    }
}
