namespace Reprise.Learning.Onnx;

/// <summary>What an exported model looks like from outside.</summary>
public sealed record OnnxOptions
{
    /// <summary>One input per column, or one matrix. Default <see cref="OnnxInputs.Columns"/>.</summary>
    public OnnxInputs Inputs { get; init; } = OnnxInputs.Columns;

    /// <summary>The type of real numbers in and out. Default <see cref="OnnxPrecision.Float"/>.</summary>
    public OnnxPrecision Precision { get; init; } = OnnxPrecision.Float;
}
