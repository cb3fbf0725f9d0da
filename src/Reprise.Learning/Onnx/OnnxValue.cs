namespace Reprise.Learning.Onnx;

/// <summary>A tensor in an ONNX graph: an input, a constant or a node's result.</summary>
internal readonly record struct OnnxValue(string Name);
