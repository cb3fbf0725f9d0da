namespace Reprise.Learning.Onnx;

/// <summary>
/// How one type of fitted step becomes nodes, from doubles of shape [N, columns]. A transformer gives doubles [N, columns], a classifier probabilities
/// as doubles [N, classes], a regressor doubles [N, 1], a clusterer int64 [N].
/// </summary>
internal sealed record OnnxExporter(Type Type, Func<object, OnnxGraph, OnnxValue, OnnxValue> Export)
{
    /// <summary>An exporter for <typeparamref name="T"/>.</summary>
    public static OnnxExporter For<T>(Func<T, OnnxGraph, OnnxValue, OnnxValue> export)
        where T : class =>
        new(typeof(T), (step, graph, x) => export((T)step, graph, x));
}
