using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of what looks values up among landmarks: search trees count, arithmetic does the rest.</summary>
internal static class QuantileExporters
{
    private const double Cut = 1e-7 - 2.220446049250313e-16;

    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<QuantileTransformerModel>(Quantile),
        OnnxExporter.For<KBinsDiscretizerModel>(Bins),
    ];

    /// <summary>A value's bin is the number of inner edges at most it.</summary>
    private static OnnxValue Bins(KBinsDiscretizerModel model, OnnxGraph graph, OnnxValue x)
    {
        var table = new TreeTable();
        var (columns, bins) = (new List<long>(), new List<double>());
        for (var column = 0; column < model.InputColumns; column++)
        {
            var edges = model.Edges(column);
            LandmarkSearch.Add(table, column, edges.Length > 2 ? edges[1..^1] : [], column, column, inclusive: true);
            for (var bin = 0; bin < Math.Max(1, edges.Length - 1); bin++)
            {
                columns.Add(column);
                bins.Add(bin);
            }
        }

        var own = table.Add(graph, x, model.InputColumns, "SUM");
        return model.Encoding == BinEncoding.Ordinal
            ? own
            : graph.ToDouble(graph.Node("Equal", graph.Select(own, [.. columns]), graph.Doubles([.. bins])));
    }

    private static OnnxValue Quantile(QuantileTransformerModel model, OnnxGraph graph, OnnxValue x)
    {
        var columns = model.InputColumns;
        var count = model.Quantiles.Length / columns;
        var (below, atMost) = Counts(model.Quantiles, count, columns, graph, x);
        var starts = new double[columns];
        for (var i = 0; i < columns; i++)
        {
            starts[i] = (double)i * count;
        }

        var (first, last, one, two) = (graph.Scalar(0), graph.Scalar(count - 1), graph.Scalar(1), graph.Scalar(2));
        var place = graph.Node("Clip", [below, one, last]);
        var index = graph.Node("Add", place, graph.Doubles(starts));
        var landmarks = graph.Doubles(model.Quantiles);
        var low = graph.Node("Div", At(graph, landmarks, graph.Node("Sub", index, one)), two);
        var high = graph.Node("Div", At(graph, landmarks, index), two);
        var fraction = graph.Node("Div", graph.Node("Sub", graph.Node("Div", x, two), low), graph.Node("Sub", high, low));
        var between = graph.Node("Add", graph.Node("Sub", place, one), fraction);
        var among = graph.Node("Div", graph.Node("Sub", graph.Node("Add", below, atMost), one), two);
        var share = graph.Node("Div", graph.Where(graph.Node("Greater", atMost, below), among, between), last);
        share = graph.Where(graph.Node("Equal", below, first), first, share);
        var isLast = graph.Node("Equal", atMost, graph.Scalar(count));
        share = graph.Where(graph.Node("And", isLast, graph.Node("Greater", below, first)), one, share);
        return model.Output == OutputDistribution.Normal
            ? InverseNormal(graph, graph.Node("Clip", [share, graph.Scalar(Cut), graph.Scalar(1 - Cut)]))
            : share;
    }

    /// <summary>How many landmarks of its column are below each value, and how many at most it: two search trees a column, the counts in their leaves.</summary>
    private static (OnnxValue Below, OnnxValue AtMost) Counts(ReadOnlySpan<double> landmarks, int count, int columns, OnnxGraph graph, OnnxValue x)
    {
        var table = new TreeTable();
        for (var column = 0; column < columns; column++)
        {
            var ascending = landmarks.Slice(column * count, count);
            LandmarkSearch.Add(table, 2 * column, ascending, column, column, inclusive: false);
            LandmarkSearch.Add(table, (2 * column) + 1, ascending, column, columns + column, inclusive: true);
        }

        var counts = table.Add(graph, x, 2 * columns, "SUM");
        return (graph.Columns(counts, 0, columns), graph.Columns(counts, columns, 2 * columns));
    }

    private static OnnxValue At(OnnxGraph graph, OnnxValue values, OnnxValue index) => graph.Node("Gather", values, graph.Cast(index, OnnxType.Int64));

    /// <summary>The inverse of the standard normal distribution: Wichura (1988), algorithm AS 241, PPND16, for shares in [1e-10, 1 − 1e-10].</summary>
    private static OnnxValue InverseNormal(OnnxGraph graph, OnnxValue share)
    {
        var half = graph.Scalar(0.5);
        var q = graph.Node("Sub", share, half);
        var r = graph.Node("Sub", graph.Scalar(0.180625), graph.Node("Mul", q, q));
        var central = graph.Node("Mul", q, graph.Node("Div", graph.Polynomial(r, CentralTop), graph.Polynomial(r, CentralBottom)));
        var tail = graph.Node("Min", share, graph.Node("Sub", graph.Scalar(1), share));
        var s = graph.Node("Sub", graph.Node("Sqrt", graph.Node("Neg", graph.Node("Log", tail))), graph.Scalar(1.6));
        var outer = graph.Node("Mul", graph.Node("Sign", q), graph.Node("Div", graph.Polynomial(s, TailTop), graph.Polynomial(s, TailBottom)));
        return graph.Where(graph.Node("LessOrEqual", graph.Node("Abs", q), graph.Scalar(0.425)), central, outer);
    }

    private static ReadOnlySpan<double> CentralTop =>
    [
        3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentralBottom =>
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> TailTop =>
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> TailBottom =>
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];
}
