namespace Reprise.Learning.Onnx;

/// <summary>The type of an exported model's real numbers, in and out. What is between is computed in double precision either way.</summary>
public enum OnnxPrecision
{
    /// <summary><c>tensor(float)</c>, what most callers send.</summary>
    Float,

    /// <summary><c>tensor(double)</c>: the model sees each value as it does here, to the last digit.</summary>
    Double,
}
