using Reprise.Learning.Baselines;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of models made of models, and of baselines.</summary>
internal static class EnsembleExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<DummyClassifierModel>((model, graph, x) => model.Seed is null
            ? graph.PerRow(x, model.Shares)
            : throw new ArgumentException($"A `{nameof(DummyClassifier)}` that draws its answers has no ONNX form: the draw depends on the bits of a row.", nameof(model))),
        OnnxExporter.For<DummyRegressorModel>((model, graph, x) => graph.PerRow(x, [model.Value])),
        OnnxExporter.For<VotingClassifierModel>((model, graph, x) => graph.Node("Min", Voted(model, graph, x), graph.Scalar(1))),
        OnnxExporter.For<VotingRegressorModel>((model, graph, x) => Weighted(graph, [.. model.Models.Select(member => graph.Add(member, x))], model.Shares)),
        OnnxExporter.For<BaggingClassifierModel>((model, graph, x) => Mean(graph, Bagged(model.Models, model.MemberColumns, model.InputColumns, graph, x))),
        OnnxExporter.For<BaggingRegressorModel>((model, graph, x) => graph.Node(
            "Div",
            graph.Node("Sum", Bagged(model.Models, model.MemberColumns, model.InputColumns, graph, x)),
            graph.Scalar(model.Models.Count))),
        OnnxExporter.For<StackingClassifierModel>((model, graph, x) =>
        {
            var width = StackedFeatures.PerClassifier(model.ClassCount);
            var members = model.Models.Select(member => graph.Columns(graph.Add(member, x), model.ClassCount - width, model.ClassCount));
            return graph.Add(model.Final, graph.SideBySide([.. members, .. PassedThrough(model.PassThrough, x)]));
        }),
        OnnxExporter.For<StackingRegressorModel>((model, graph, x) => graph.Add(
            model.Final, graph.SideBySide([.. model.Models.Select(member => graph.Add(member, x)), .. PassedThrough(model.PassThrough, x)]))),
        OnnxExporter.For<CalibratedClassifierModel>((model, graph, x) =>
            Mean(graph, [.. model.Models.Select((member, i) => CalibrationExport.Apply(graph, graph.Add(member, x), model.Curves[i]))])),
        OnnxExporter.For<TunedThresholdClassifierModel>((model, graph, x) =>
        {
            var factors = Array.ConvertAll(model.Thresholds.ToArray(), threshold => (1 - threshold) / threshold);
            var scaled = graph.Node("Mul", graph.Add(model.Classifier, x), graph.Doubles(factors));
            return graph.Node("Div", scaled, graph.SumOfRow(scaled));
        }),
    ];

    /// <summary>What each member of a bag gives for the columns it sees.</summary>
    private static OnnxValue[] Bagged(IReadOnlyList<object> members, int[][] columns, int all, OnnxGraph graph, OnnxValue x) =>
        [.. members.Select((member, i) => graph.Add(member, columns[i].Length == all ? x : graph.Select(x, columns[i])))];

    private static OnnxValue[] PassedThrough(bool passThrough, OnnxValue x) => passThrough ? [x] : [];

    private static OnnxValue Voted(VotingClassifierModel model, OnnxGraph graph, OnnxValue x) =>
        Weighted(graph, [.. model.Models.Select(member => model.IsSoft ? graph.Add(member, x) : OneForBest(graph, member, x))], model.Shares);

    private static OnnxValue OneForBest(OnnxGraph graph, IClassifierModel member, OnnxValue x)
    {
        var best = graph.Node("Unsqueeze", graph.ArgMax(graph.Add(member, x)), graph.Integers(1));
        long[] classes = [.. Enumerable.Range(0, member.ClassCount).Select(index => (long)index)];
        return graph.ToDouble(graph.Node("Equal", best, graph.Integers(classes)));
    }

    private static OnnxValue Weighted(OnnxGraph graph, OnnxValue[] members, ReadOnlySpan<double> shares)
    {
        var terms = new OnnxValue[members.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            terms[i] = graph.Node("Mul", members[i], graph.Scalar(shares[i]));
        }

        return graph.Node("Sum", terms);
    }

    private static OnnxValue Mean(OnnxGraph graph, OnnxValue[] members) =>
        graph.Node("Min", graph.Node("Div", graph.Node("Sum", members), graph.Scalar(members.Length)), graph.Scalar(1));
}
