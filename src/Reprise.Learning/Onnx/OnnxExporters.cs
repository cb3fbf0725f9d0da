using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>Every fitted step that has an ONNX form. A new step adds its exporter to its family's list.</summary>
internal static class OnnxExporters
{
    /// <summary>Transformers, classifiers, regressors and clusterers.</summary>
    public static readonly OnnxExporter[] All =
    [
        .. ScalerExporters.All,
        .. PowerExporters.All,
        .. QuantileExporters.All,
        .. ClusterExporters.All,
        .. NeighbourExporters.All,
        .. SvmExporters.All,
        .. BoostingExporters.All,
        .. EncodingExporters.All,
        .. FeatureExporters.All,
        .. LinearExporters.All,
        .. DiscriminantExporters.All,
        .. DecompositionExporters.All,
        .. NeuralExporters.All,
        .. EnsembleExporters.All,
        .. TreeExporters.All,
        .. TonalExporters.All,
        .. PreprocessedExporters.All,
    ];

    /// <summary>Table encoders.</summary>
    public static readonly OnnxEncoder[] Encoders = EncodingExporters.Encoders;

    /// <summary>Adds the nodes of a step; what it takes and gives is said at <see cref="OnnxExporter"/>.</summary>
    /// <exception cref="ArgumentException">The step has no ONNX form.</exception>
    public static OnnxValue Add(this OnnxGraph graph, object step, OnnxValue x)
    {
        var exporter = Array.Find(All, exporter => exporter.Type == step.GetType()) ?? throw None(step);
        return exporter.Export(step, graph, x);
    }

    /// <summary>Adds the nodes of a table encoder.</summary>
    /// <exception cref="ArgumentException">The encoder has no ONNX form.</exception>
    public static OnnxValue Add(this OnnxGraph graph, ITableEncoderModel encoder, OnnxColumns columns)
    {
        var exporter = Array.Find(Encoders, exporter => exporter.Type == encoder.GetType()) ?? throw None(encoder);
        return exporter.Export(encoder, graph, columns);
    }

    private static ArgumentException None(object step) =>
        new($"`{step.GetType().Name}` cannot be exported: no exporter is registered for it in {nameof(OnnxExporters)}.", nameof(step));
}
