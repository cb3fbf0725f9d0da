using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Features;

/// <summary>Adds products of columns up to a degree, so that linear estimators see curves and interactions.</summary>
/// <remarks>
/// Columns are ordered by degree, then by the columns multiplied, as in scikit-learn: 1, a, b, a², ab, b². O(rows · outputs), one multiplication each.
/// Nothing is learned but the number of columns. Immutable; safe to share between threads.
/// </remarks>
public sealed record PolynomialFeatures : ITransformer<PolynomialFeaturesModel>
{
    /// <summary>Most factors of a product, in [1, 20]. Default 2.</summary>
    public int Degree { get; init; } = 2;

    /// <summary>Whether no column is multiplied by itself. Default false.</summary>
    public bool InteractionOnly { get; init; }

    /// <summary>Whether the first column is the constant 1. Default true.</summary>
    public bool IncludeBias { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As the contract says, or there would be more than 100,000 columns.</exception>
    public PolynomialFeaturesModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.InRange(Degree, 1, PolynomialTerms.MaxDegree, nameof(PolynomialFeatures));
        Require.NotEmpty(x, nameof(PolynomialFeatures));
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        return PolynomialTerms.Make(x.Columns, Degree, InteractionOnly, IncludeBias) is { } terms
            ? new PolynomialFeaturesModel(terms)
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(PolynomialFeatures)}` of degree {Degree} makes more than {PolynomialTerms.MaxTerms} columns of {x.Columns}. Lower `{nameof(Degree)}` or select columns first."),
                nameof(x));
    }
}
