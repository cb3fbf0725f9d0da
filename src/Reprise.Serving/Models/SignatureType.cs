namespace Reprise.Serving.Models;

/// <summary>Type of a column in a model's signature; the names on the wire are MLflow's.</summary>
public enum SignatureType
{
    /// <summary>64-bit floating point number, <c>double</c>.</summary>
    Double,

    /// <summary>32-bit floating point number, <c>float</c>.</summary>
    Float,

    /// <summary>64-bit integer, <c>long</c>.</summary>
    Long,

    /// <summary>32-bit integer, <c>integer</c>.</summary>
    Integer,

    /// <summary>True or false, <c>boolean</c>.</summary>
    Boolean,

    /// <summary>Unicode text, <c>string</c>.</summary>
    String,

    /// <summary>ISO 8601 date and time, <c>datetime</c>.</summary>
    Datetime,
}
