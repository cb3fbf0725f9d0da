namespace Reprise.Native.OnnxRuntime;

/// <summary>The element types that models of Reprise use; the numbers are ONNX's.</summary>
public enum OnnxElementType
{
    /// <summary>IEEE 754 single precision.</summary>
    Float = 1,

    /// <summary>64-bit integer.</summary>
    Int64 = 7,

    /// <summary>UTF-8 text.</summary>
    String = 8,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 9,

    /// <summary>IEEE 754 double precision.</summary>
    Double = 11,
}
