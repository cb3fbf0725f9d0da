using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>The exporter of a classifier with steps of its own.</summary>
internal static class PreprocessedExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<PreprocessedClassifierModel>(
            (model, graph, x) => graph.Add(model.Classifier, model.Steps.Aggregate(x, (value, step) => graph.Add(step, value)))),
    ];
}
