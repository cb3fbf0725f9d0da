using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of the scalers: each column (or row) by a factor and an offset.</summary>
internal static class ScalerExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<StandardScalerModel>((model, graph, x) => graph.CentreAndScale(x, model.Centres, model.Scales)),
        OnnxExporter.For<RobustScalerModel>((model, graph, x) => graph.CentreAndScale(x, model.Centres, model.Scales)),
        OnnxExporter.For<MaxAbsScalerModel>((model, graph, x) => graph.Node("Div", x, graph.Doubles(model.Scales))),
        OnnxExporter.For<MinMaxScalerModel>(MinMax),
        OnnxExporter.For<NormalizerModel>(Normalizer),
    ];

    private static OnnxValue MinMax(MinMaxScalerModel model, OnnxGraph graph, OnnxValue x)
    {
        var scaled = graph.Node("Add", graph.Node("Mul", x, graph.Doubles(model.Factors)), graph.Doubles(model.Offsets));
        return model.Limits is var (minimum, maximum)
            ? graph.Node("Clip", [scaled, graph.Scalar(minimum), graph.Scalar(maximum)])
            : scaled;
    }

    /// <summary>First by the greatest absolute value, as the model does; a row of zeros stays.</summary>
    private static OnnxValue Normalizer(NormalizerModel model, OnnxGraph graph, OnnxValue x)
    {
        var largest = graph.Node("ReduceMax", graph.Node("Abs", x), OnnxAttribute.List("axes", 1));
        var scaled = graph.Node("Div", x, OneForZero(graph, largest));
        return model.Norm switch
        {
            VectorNorm.Max => scaled,
            VectorNorm.L1 => graph.Node("Div", scaled, OneForZero(graph, graph.SumOfRow(graph.Node("Abs", scaled)))),
            _ => graph.Node("Div", scaled, OneForZero(graph, graph.Node("Sqrt", graph.SumOfRow(graph.Node("Mul", scaled, scaled))))),
        };
    }

    private static OnnxValue OneForZero(OnnxGraph graph, OnnxValue x) =>
        graph.Where(graph.Node("Equal", x, graph.Scalar(0)), graph.Scalar(1), x);
}
