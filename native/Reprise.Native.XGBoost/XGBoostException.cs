namespace Reprise.Native.XGBoost;

/// <summary>What XGBoost answers when it refuses a parameter, data or a call.</summary>
public sealed class XGBoostException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public XGBoostException()
    {
    }

    /// <summary>Makes one with XGBoost's message.</summary>
    public XGBoostException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and the cause.</summary>
    public XGBoostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
