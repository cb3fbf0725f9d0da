using Reprise.Core.Matrices;

namespace Reprise.Learning.Onnx;

/// <summary>Operators that exporters share.</summary>
internal static class OnnxOperators
{
    /// <summary>The values as doubles.</summary>
    public static OnnxValue ToDouble(this OnnxGraph graph, OnnxValue x) => graph.Cast(x, OnnxType.Double);

    /// <summary>The values as another type.</summary>
    public static OnnxValue Cast(this OnnxGraph graph, OnnxValue x, OnnxType type) => graph.Node("Cast", x, OnnxAttribute.Of("to", (long)type));

    /// <summary>The index of the largest value per row, the first among equals: int64 [N].</summary>
    public static OnnxValue ArgMax(this OnnxGraph graph, OnnxValue x) =>
        graph.Node("ArgMax", x, OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("keepdims", 0L));

    /// <summary>The index of the smallest value per row, the first among equals: int64 [N].</summary>
    public static OnnxValue ArgMin(this OnnxGraph graph, OnnxValue x) =>
        graph.Node("ArgMin", x, OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("keepdims", 0L));

    /// <summary>One of two values, element by element.</summary>
    public static OnnxValue Where(this OnnxGraph graph, OnnxValue condition, OnnxValue whenTrue, OnnxValue whenFalse) =>
        graph.Node("Where", [condition, whenTrue, whenFalse]);

    /// <summary>A constant vector of truth values.</summary>
    public static OnnxValue Mask(this OnnxGraph graph, bool[] values) =>
        graph.Cast(graph.Doubles(Array.ConvertAll(values, value => value ? 1.0 : 0)), OnnxType.Boolean);

    /// <summary>Σ over the columns: [N, 1].</summary>
    public static OnnxValue SumOfRow(this OnnxGraph graph, OnnxValue x) => graph.Node("ReduceSum", x, graph.Integers(1));

    /// <summary>Columns <paramref name="from"/> to <paramref name="to"/> − 1.</summary>
    public static OnnxValue Columns(this OnnxGraph graph, OnnxValue x, int from, int to) =>
        graph.Node("Slice", [x, graph.Integers(from), graph.Integers(to), graph.Integers(1)]);

    /// <summary>c₀ + c₁x + c₂x² + … by Horner's rule.</summary>
    public static OnnxValue Polynomial(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> coefficients)
    {
        var sum = graph.Scalar(coefficients[^1]);
        for (var i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = graph.Node("Add", graph.Node("Mul", sum, x), graph.Scalar(coefficients[i]));
        }

        return sum;
    }

    /// <summary>
    /// ‖x − c‖² of each row and each of some points, [N, points], as Σ (x − c)² column by column: nothing cancels, and no more than N × points values are held.
    /// </summary>
    public static OnnxValue SquaredDistances(this OnnxGraph graph, OnnxValue x, MatrixView points) =>
        graph.SumOverColumns(x, points, (body, difference) => body.Node("Mul", difference, difference));

    /// <summary>Σ over the columns of a term of the difference x − c, for each row and each of some points: [N, points].</summary>
    public static OnnxValue SumOverColumns(this OnnxGraph graph, OnnxValue x, MatrixView points, Func<OnnxGraph, OnnxValue, OnnxValue> term)
    {
        var columns = new double[points.Columns * points.Rows];
        for (var i = 0; i < points.Columns; i++)
        {
            points.CopyColumn(i, columns.AsSpan(i * points.Rows, points.Rows));
        }

        var body = graph.Body();
        var sums = body.Input("sums", OnnxType.Double);
        var column = body.Input("x", OnnxType.Double);
        var values = body.Input("c", OnnxType.Double);
        var difference = body.Node("Sub", body.Node("Unsqueeze", column, body.Integers(1)), values);
        body.Output("sum", body.Node("Add", sums, term(body, difference)), OnnxType.Double);
        var start = graph.Node("MatMul", x, graph.Doubles(new double[points.Columns * points.Rows], points.Columns, points.Rows));
        return graph.Node(
            "Scan",
            [start, graph.Node("Transpose", x), graph.Doubles(columns, points.Columns, points.Rows)],
            OnnxAttribute.Of("body", body),
            OnnxAttribute.Of("num_scan_inputs", 2L));
    }

    /// <summary>(x − centre) / scale per column.</summary>
    public static OnnxValue CentreAndScale(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> centres, ReadOnlySpan<double> scales) =>
        graph.Node("Div", graph.Node("Sub", x, graph.Doubles(centres)), graph.Doubles(scales));

    /// <summary>Infinities as the ends of the double range.</summary>
    public static OnnxValue Saturate(this OnnxGraph graph, OnnxValue x) =>
        graph.Node("Clip", [x, graph.Scalar(double.MinValue), graph.Scalar(double.MaxValue)]);
}
