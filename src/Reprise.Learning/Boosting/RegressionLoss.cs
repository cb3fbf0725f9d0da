namespace Reprise.Learning.Boosting;

/// <summary>What a boosted regressor minimises.</summary>
public enum RegressionLoss
{
    /// <summary>½ (y − ŷ)²: estimates the mean.</summary>
    SquaredError,

    /// <summary>|y − ŷ|: estimates the median.</summary>
    AbsoluteError,

    /// <summary>ŷ − y log ŷ with ŷ = exp(score): counts and rates, y at least 0.</summary>
    Poisson,
}
