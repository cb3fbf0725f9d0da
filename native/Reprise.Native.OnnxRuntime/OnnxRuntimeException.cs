namespace Reprise.Native.OnnxRuntime;

/// <summary>What ONNX Runtime answers when it refuses a model or a call.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public OnnxRuntimeException()
    {
    }

    /// <summary>Makes one with ONNX Runtime's message.</summary>
    public OnnxRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and the cause.</summary>
    public OnnxRuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
