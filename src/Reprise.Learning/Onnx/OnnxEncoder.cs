using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>How one type of fitted table encoder becomes nodes: from columns to doubles of shape [N, features].</summary>
internal sealed record OnnxEncoder(Type Type, Func<ITableEncoderModel, OnnxGraph, OnnxColumns, OnnxValue> Export)
{
    /// <summary>An exporter for <typeparamref name="T"/>.</summary>
    public static OnnxEncoder For<T>(Func<T, OnnxGraph, OnnxColumns, OnnxValue> export)
        where T : ITableEncoderModel =>
        new(typeof(T), (encoder, graph, columns) => export((T)encoder, graph, columns));
}
