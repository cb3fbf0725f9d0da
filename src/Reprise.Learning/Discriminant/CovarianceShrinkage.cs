using System.Globalization;

namespace Reprise.Learning.Discriminant;

/// <summary>How far a covariance matrix is drawn to a multiple of the identity, (1 − s)·S + s·(tr S / columns)·I. Equal by value.</summary>
public sealed record CovarianceShrinkage
{
    private CovarianceShrinkage(double? strength) => Strength = strength;

    /// <summary>The empirical covariance as it is.</summary>
    public static CovarianceShrinkage None { get; } = new(0);

    /// <summary>The strength that Ledoit and Wolf's lemma (2004) gives for each class's rows, scaled to unit variances.</summary>
    public static CovarianceShrinkage LedoitWolf { get; } = new((double?)null);

    /// <summary>The strength in [0, 1]; null where the data decide.</summary>
    public double? Strength { get; }

    /// <summary>A fixed strength in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static CovarianceShrinkage Of(double strength) =>
        strength is >= 0 and <= 1
            ? new CovarianceShrinkage(strength)
            : throw new ArgumentOutOfRangeException(
                nameof(strength), strength, string.Create(CultureInfo.InvariantCulture, $"Shrinkage must be in [0, 1]. Got {strength}."));

    /// <inheritdoc/>
    public override string ToString() => Strength is { } strength ? strength.ToString(CultureInfo.InvariantCulture) : "LedoitWolf";
}
