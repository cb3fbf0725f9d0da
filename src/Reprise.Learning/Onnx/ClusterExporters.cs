using Reprise.Learning.Clustering;

namespace Reprise.Learning.Onnx;

/// <summary>Exporters of clusterers.</summary>
internal static class ClusterExporters
{
    public static readonly OnnxExporter[] All =
    [
        OnnxExporter.For<KMeansModel>((model, graph, x) => graph.ArgMin(graph.SquaredDistances(x, model.Centres))),
    ];
}
