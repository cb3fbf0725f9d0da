using Reprise.Learning.Preprocessing.Tonal;

namespace Reprise.Learning.Onnx;

/// <summary>The exporter of key-invariant chroma features.</summary>
internal static class TonalExporters
{
    private const int Classes = KeyProfiles.PitchClasses;

    public static readonly OnnxExporter[] All = [OnnxExporter.For<KeyInvariantChromaModel>(Chroma)];

    private static OnnxValue Chroma(KeyInvariantChromaModel model, OnnxGraph graph, OnnxValue x)
    {
        if (model.Chroma.Length == 0)
        {
            return graph.Node("Identity", x);
        }

        var chroma = Take(graph, x, [.. model.Chroma]);
        var parts = new List<OnnxValue>();
        if (model.Others.Length > 0)
        {
            parts.Add(Take(graph, x, [.. model.Others]));
        }

        var keys = Correlations(graph, chroma);
        if (model.Features.HasFlag(TonalFeatures.KeyStrength))
        {
            var (major, minor) = (Largest(graph, graph.Columns(keys, 0, Classes)), Largest(graph, graph.Columns(keys, Classes, 2 * Classes)));
            parts.AddRange([major, minor, graph.Node("Sub", major, minor)]);
        }

        if (model.Features.HasFlag(TonalFeatures.Rotated))
        {
            parts.Add(Rotated(graph, chroma, keys));
        }

        if (model.Features.HasFlag(TonalFeatures.Autocorrelation))
        {
            parts.AddRange(Autocorrelation(graph, chroma));
        }

        if (model.Features.HasFlag(TonalFeatures.Sorted))
        {
            parts.Add(Sorted(graph, chroma));
        }

        return graph.Node("Concat", [.. parts], OnnxAttribute.Of("axis", 1L));
    }

    /// <summary>Rows × 24 correlations with the key profiles; 0 for a flat chroma.</summary>
    private static OnnxValue Correlations(OnnxGraph graph, OnnxValue chroma)
    {
        var centred = graph.Node("Sub", chroma, graph.Node("Div", graph.SumOfRow(chroma), graph.Scalar(Classes)));
        var length = graph.Node("Sqrt", graph.SumOfRow(graph.Node("Mul", centred, centred)));
        var products = new double[2 * Classes * Classes];
        for (var key = 0; key < 2 * Classes; key++)
        {
            for (var i = 0; i < Classes; i++)
            {
                products[(i * 2 * Classes) + key] = KeyProfiles.Centred[(key * Classes) + i];
            }
        }

        return graph.Node("Div", graph.Node("MatMul", centred, graph.Doubles(products, Classes, 2 * Classes)), OneForZero(graph, length));
    }

    private static OnnxValue Rotated(OnnxGraph graph, OnnxValue chroma, OnnxValue keys)
    {
        var table = new long[Classes * Classes];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = ((i / Classes) + i) % Classes;
        }

        var turns = graph.Node("Reshape", graph.Integers(table), graph.Integers(Classes, Classes));
        var tonic = graph.Node("Mod", graph.ArgMax(keys), graph.Integers(Classes));
        return graph.Node("GatherElements", chroma, graph.Node("Gather", turns, tonic, OnnxAttribute.Of("axis", 0L)), OnnxAttribute.Of("axis", 1L));
    }

    private static IEnumerable<OnnxValue> Autocorrelation(OnnxGraph graph, OnnxValue chroma)
    {
        var scaled = graph.Node("Div", chroma, OneForZero(graph, Largest(graph, graph.Node("Abs", chroma))));
        var squares = OneForZero(graph, graph.SumOfRow(graph.Node("Mul", scaled, scaled)));
        return
        [
            .. Enumerable.Range(1, KeyInvariantChromaModel.Lags).Select(lag => graph.Node(
                "Div",
                graph.SumOfRow(graph.Node("Mul", scaled, Take(graph, scaled, [.. Enumerable.Range(0, Classes).Select(i => (i + lag) % Classes)]))),
                squares)),
        ];
    }

    /// <summary>Each value goes to its rank: how many are smaller, and of equals how many come before.</summary>
    private static OnnxValue Sorted(OnnxGraph graph, OnnxValue chroma)
    {
        var before = new double[Classes * Classes];
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = i % Classes < i / Classes ? 1 : 0;
        }

        var (down, across) = (graph.Node("Unsqueeze", chroma, graph.Integers(2)), graph.Node("Unsqueeze", chroma, graph.Integers(1)));
        var smaller = graph.ToDouble(graph.Node("Less", across, down));
        var equal = graph.Node("Mul", graph.ToDouble(graph.Node("Equal", across, down)), graph.Doubles(before, Classes, Classes));
        var rank = SumOfLast(graph, graph.Node("Add", smaller, equal));
        var places = graph.Doubles([.. Enumerable.Range(0, Classes).Select(i => (double)i)], Classes, 1);
        var there = graph.ToDouble(graph.Node("Equal", graph.Node("Unsqueeze", rank, graph.Integers(1)), places));
        return SumOfLast(graph, graph.Node("Mul", there, across));
    }

    private static OnnxValue SumOfLast(OnnxGraph graph, OnnxValue x) => graph.Node("ReduceSum", x, graph.Integers(2), OnnxAttribute.Of("keepdims", 0L));

    private static OnnxValue Largest(OnnxGraph graph, OnnxValue x) => graph.Node("ReduceMax", x, OnnxAttribute.List("axes", 1));

    private static OnnxValue Take(OnnxGraph graph, OnnxValue x, int[] columns) =>
        graph.Node("Gather", x, graph.Integers(Array.ConvertAll(columns, column => (long)column)), OnnxAttribute.Of("axis", 1L));

    private static OnnxValue OneForZero(OnnxGraph graph, OnnxValue x) =>
        graph.Where(graph.Node("Equal", x, graph.Scalar(0)), graph.Scalar(1), x);
}
