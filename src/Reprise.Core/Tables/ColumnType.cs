namespace Reprise.Core.Tables;

/// <summary>The type of every non-null value of a column.</summary>
public enum ColumnType
{
    /// <summary>IEEE 754 double.</summary>
    Double,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Unicode text.</summary>
    String,
}
