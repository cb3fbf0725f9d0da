namespace Reprise.Learning.Onnx;

/// <summary>Element types of ONNX tensors that exported models use; the numbers are the format's.</summary>
internal enum OnnxType
{
    Float = 1,
    Int64 = 7,
    Text = 8,
    Boolean = 9,
    Double = 11,
}
