using Reprise.Core.Files;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Onnx;

/// <summary>Fitted models as ONNX files, which ONNX Runtime runs from a dozen languages. See docs/onnx.md.</summary>
/// <remarks>
/// Operator sets ai.onnx 17 and ai.onnx.ml 3, IR version 8; ONNX Runtime 1.14 (2023) and later. A classifier gives <c>label</c> [N] (int64 when every class is a whole
/// number, else text) and <c>probabilities</c> [N, classes]; a regressor <c>variable</c> [N, 1]; a clusterer <c>label</c> [N]. The same model and
/// options give the same bytes.
/// </remarks>
public static class OnnxFile
{
    /// <summary>Writes a model; the file appears whole or not at all.</summary>
    /// <param name="model">A fitted pipeline.</param>
    /// <param name="path">The file, by custom ending in <c>.onnx</c>.</param>
    /// <param name="options">Default one float input per column.</param>
    /// <exception cref="ArgumentException">The model, or a step of it, has no ONNX form, or the options do not fit its inputs.</exception>
    public static void Save(ITabularModel model, string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Bytes(model, options);
        AtomicFile.Write(path, stream => stream.Write(bytes.Span));
    }

    /// <summary>Writes a model's bytes to a stream.</summary>
    /// <inheritdoc cref="Save"/>
    public static void Write(ITabularModel model, Stream stream, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Bytes(model, options).Span);
    }

    private static ReadOnlyMemory<byte> Bytes(ITabularModel model, OnnxOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        return PipelineExport.Write(model, options ?? new OnnxOptions());
    }
}
