namespace Reprise.Learning.Linear;

/// <summary>What a row within the margin, or beyond it, costs a linear support vector machine.</summary>
public enum LinearSvmLoss
{
    /// <summary>max(0, 1 − y·f(x)).</summary>
    Hinge,

    /// <summary>max(0, 1 − y·f(x))².</summary>
    SquaredHinge,
}
