namespace Reprise.Learning.Onnx;

/// <summary>The columns boosted trees look at: those given, then copies without fractions for splits by category, and copies with zeros as missing.</summary>
internal sealed class BoostedColumns(int columns)
{
    private const double Zero = 1e-35;

    private readonly List<(int Feature, bool Whole)> _copies = [];

    /// <summary>The place of a column's whole part.</summary>
    public int Whole(int feature) => Copy(feature, whole: true);

    /// <summary>The place of a column whose zeros are NaN.</summary>
    public int WithoutZeros(int feature) => Copy(feature, whole: false);

    /// <summary>All of them, side by side.</summary>
    public OnnxValue Extend(OnnxGraph graph, OnnxValue x)
    {
        if (_copies.Count == 0)
        {
            return x;
        }

        OnnxValue[] all =
        [
            x,
            .. _copies.Select(copy =>
            {
                var column = graph.Columns(x, copy.Feature, copy.Feature + 1);
                var size = graph.Node("Abs", column);
                return copy.Whole
                    ? graph.Where(graph.Node("Less", size, graph.Scalar(1)), graph.Scalar(0), graph.Node("Mul", graph.Node("Sign", column), graph.Node("Floor", size)))
                    : graph.Where(graph.Node("LessOrEqual", size, graph.Scalar(Zero)), graph.Scalar(double.NaN), column);
            }),
        ];
        return graph.Node("Concat", all, OnnxAttribute.Of("axis", 1L));
    }

    private int Copy(int feature, bool whole)
    {
        var at = _copies.IndexOf((feature, whole));
        if (at < 0)
        {
            at = _copies.Count;
            _copies.Add((feature, whole));
        }

        return columns + at;
    }
}
