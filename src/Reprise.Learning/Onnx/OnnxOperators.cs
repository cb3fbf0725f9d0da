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

    /// <summary>A constant: the matrix with rows and columns exchanged.</summary>
    public static OnnxValue Transposed(this OnnxGraph graph, MatrixView matrix) =>
        graph.Doubles(ColumnByColumn(matrix), matrix.Columns, matrix.Rows);

    /// <summary>The values side by side; one alone stays as it is.</summary>
    public static OnnxValue SideBySide(this OnnxGraph graph, ReadOnlySpan<OnnxValue> values) =>
        values.Length == 1 ? values[0] : graph.Node("Concat", values, OnnxAttribute.Of("axis", 1L));

    /// <summary>The smallest values of each row, ascending, the first among equals, and their columns: [N, count] both.</summary>
    public static (OnnxValue Values, OnnxValue Indices) Smallest(this OnnxGraph graph, OnnxValue x, int count)
    {
        var results = graph.Nodes("TopK", [x, graph.Integers(count)], 2, OnnxAttribute.Of("axis", 1L), OnnxAttribute.Of("largest", 0L), OnnxAttribute.Of("sorted", 1L));
        return (results[0], results[1]);
    }

    /// <summary>Probabilities of two classes from the score of the second: [1 − p, p] with p = 1/(1 + exp(−score)), both to full precision.</summary>
    public static OnnxValue Logistic(this OnnxGraph graph, OnnxValue score)
    {
        var one = graph.Scalar(1);
        var first = graph.Node("Div", one, graph.Node("Add", graph.Node("Exp", score), one));
        var second = graph.Node("Div", one, graph.Node("Add", graph.Node("Exp", graph.Node("Neg", score)), one));
        return graph.SideBySide([first, second]);
    }

    /// <summary>Probabilities of classes from a score each.</summary>
    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue scores) => graph.Node("Softmax", scores, OnnxAttribute.Of("axis", 1L));

    /// <summary>Probabilities of the classes that occurred in training as those of all classes; 0 for the others.</summary>
    public static OnnxValue OfAllClasses(this OnnxGraph graph, OnnxValue probabilities, ReadOnlySpan<int> present, int classes)
    {
        if (present.Length == classes)
        {
            return probabilities;
        }

        var places = new double[present.Length * classes];
        for (var i = 0; i < present.Length; i++)
        {
            places[(i * classes) + present[i]] = 1;
        }

        return graph.Node("MatMul", probabilities, graph.Doubles(places, present.Length, classes));
    }

    /// <summary>Repeats a body on a state, as long as it wants and at most so many times.</summary>
    public static OnnxValue Loop(
        this OnnxGraph graph, int most, OnnxValue start, Func<(OnnxGraph Graph, OnnxValue State), (OnnxValue Next, OnnxValue Continue)> iterate)
    {
        var body = graph.Body();
        body.ScalarInput("iteration", OnnxType.Int64);
        body.ScalarInput("continue", OnnxType.Boolean);
        var (next, more) = iterate((body, body.Input("state", OnnxType.Double)));
        body.Output("more", more, OnnxType.Boolean);
        body.Output("next", next, OnnxType.Double);
        var yes = graph.Cast(graph.Scalar(1), OnnxType.Boolean);
        return graph.Node("Loop", [graph.Integer(most), yes, start], OnnxAttribute.Of("body", body));
    }

    /// <summary>Σ over the columns: [N, 1].</summary>
    public static OnnxValue SumOfRow(this OnnxGraph graph, OnnxValue x) => graph.Node("ReduceSum", x, graph.Integers(1));

    /// <summary>Columns <paramref name="from"/> to <paramref name="to"/> − 1.</summary>
    public static OnnxValue Columns(this OnnxGraph graph, OnnxValue x, int from, int to) =>
        graph.Node("Slice", [x, graph.Integers(from), graph.Integers(to), graph.Integers(1)]);

    /// <summary>The same constants for every row: [N, constants].</summary>
    public static OnnxValue PerRow(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> values)
    {
        var rows = graph.Node("Shape", x, OnnxAttribute.Of("start", 0L), OnnxAttribute.Of("end", 1L));
        var shape = graph.Node("Concat", rows, graph.Integers(values.Length), OnnxAttribute.Of("axis", 0L));
        return graph.Node("Expand", graph.Doubles(values, 1, values.Length), shape);
    }

    /// <summary>Some columns, in the order of their indices.</summary>
    public static OnnxValue Select(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<long> columns) =>
        graph.Node("Gather", x, graph.Integers(columns), OnnxAttribute.Of("axis", 1L));

    /// <inheritdoc cref="Select(OnnxGraph, OnnxValue, ReadOnlySpan{long})"/>
    public static OnnxValue Select(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<int> columns) =>
        graph.Select(x, Array.ConvertAll(columns.ToArray(), column => (long)column));

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
        var body = graph.Body();
        var sums = body.Input("sums", OnnxType.Double);
        var column = body.Input("x", OnnxType.Double);
        var values = body.Input("c", OnnxType.Double);
        var difference = body.Node("Sub", body.Node("Unsqueeze", column, body.Integers(1)), values);
        body.Output("sum", body.Node("Add", sums, term(body, difference)), OnnxType.Double);
        var start = graph.PerRow(x, new double[points.Rows]);
        return graph.Node(
            "Scan",
            [start, graph.Node("Transpose", x), graph.Transposed(points)],
            OnnxAttribute.Of("body", body),
            OnnxAttribute.Of("num_scan_inputs", 2L));
    }

    /// <summary>(x − centre) / scale per column.</summary>
    public static OnnxValue CentreAndScale(this OnnxGraph graph, OnnxValue x, ReadOnlySpan<double> centres, ReadOnlySpan<double> scales) =>
        graph.Node("Div", graph.Node("Sub", x, graph.Doubles(centres)), graph.Doubles(scales));

    /// <summary>Infinities as the ends of the double range.</summary>
    public static OnnxValue Saturate(this OnnxGraph graph, OnnxValue x) =>
        graph.Node("Clip", [x, graph.Scalar(double.MinValue), graph.Scalar(double.MaxValue)]);

    private static double[] ColumnByColumn(MatrixView matrix)
    {
        var values = new double[matrix.Columns * matrix.Rows];
        for (var i = 0; i < matrix.Columns; i++)
        {
            matrix.CopyColumn(i, values.AsSpan(i * matrix.Rows, matrix.Rows));
        }

        return values;
    }
}
