namespace Reprise.Learning.Files;

/// <summary>Element types of tensors that model files use.</summary>
internal enum TensorType
{
    /// <summary>64-bit IEEE 754, <c>F64</c>.</summary>
    F64,

    /// <summary>32-bit two's complement, <c>I32</c>.</summary>
    I32,

    /// <summary>16 bits without sign, <c>U16</c>.</summary>
    U16,

    /// <summary>8 bits without sign, <c>U8</c>.</summary>
    U8,
}
