namespace Reprise.Learning.Preprocessing;

/// <summary>How the length of a row is measured.</summary>
public enum VectorNorm
{
    /// <summary>Square root of the sum of squares, ‖x‖₂.</summary>
    L2,

    /// <summary>Sum of absolute values, ‖x‖₁.</summary>
    L1,

    /// <summary>Greatest absolute value, ‖x‖∞.</summary>
    Max,
}
