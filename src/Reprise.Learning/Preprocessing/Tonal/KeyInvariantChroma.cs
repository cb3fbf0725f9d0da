using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Tonal;

/// <summary>
/// Replaces twelve chroma columns by features that do not change when a piece is transposed: what mood hangs on is the mode and the intervals, not the key.
/// </summary>
/// <remarks>
/// Keys are found by correlation with the profiles of Krumhansl and Kessler (1982; Krumhansl 1990, chapter 4). Nothing is learned from data but the number of columns.
/// O(rows). Immutable; safe to share between threads.
/// </remarks>
public sealed record KeyInvariantChroma : ITransformer<KeyInvariantChromaModel>
{
    /// <summary>The twelve chroma columns by index, in steps of a semitone; empty: every column passes as it is. Default empty.</summary>
    public IReadOnlyList<int> Chroma { get; init; } = [];

    /// <summary>What takes their place, after all other columns. Default key strength, rotated chroma and autocorrelation.</summary>
    public TonalFeatures Features { get; init; } = TonalFeatures.KeyStrength | TonalFeatures.Rotated | TonalFeatures.Autocorrelation;

    /// <inheritdoc/>
    public KeyInvariantChromaModel Fit(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.NotEmpty(x, nameof(KeyInvariantChroma));
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();
        if (Problem(Chroma, Features, x.Columns) is { } problem)
        {
            throw new ArgumentException(problem, nameof(x));
        }

        return new KeyInvariantChromaModel([.. Chroma], Features, x.Columns);
    }

    /// <summary>What is wrong with the parameters for so many columns; null when nothing is.</summary>
    internal static string? Problem(IReadOnlyList<int> chroma, TonalFeatures features, int columns)
    {
        const TonalFeatures all = TonalFeatures.KeyStrength | TonalFeatures.Rotated | TonalFeatures.Autocorrelation | TonalFeatures.Sorted;
        if (features == TonalFeatures.None || (features & ~all) != 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"`{nameof(Features)}` of `{nameof(KeyInvariantChroma)}` must name at least one kind of feature. Got {(int)features}.");
        }

        return chroma.Count == 0
            || (chroma.Count == KeyProfiles.PitchClasses && chroma.Distinct().Count() == chroma.Count && chroma.All(index => index >= 0 && index < columns))
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"`{nameof(Chroma)}` of `{nameof(KeyInvariantChroma)}` must be twelve different columns in [0, {columns}), or none. Got [{string.Join(", ", chroma)}].");
    }
}
