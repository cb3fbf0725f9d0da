namespace Reprise.Learning.Boosting;

/// <summary>How predictions may change when one column grows and the others stay.</summary>
public enum MonotoneConstraint
{
    /// <summary>Any way.</summary>
    None = 0,

    /// <summary>Never down.</summary>
    Increasing = 1,

    /// <summary>Never up.</summary>
    Decreasing = -1,
}
