using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.Tonal;

/// <summary>A fitted <see cref="KeyInvariantChroma"/>: the other columns in their order, then the features.</summary>
public sealed class KeyInvariantChromaModel : ITransformerModel
{
    internal const int Lags = 6;

    private readonly int[] _chroma;
    private readonly int[] _others;

    internal KeyInvariantChromaModel(int[] chroma, TonalFeatures features, int columns)
    {
        (_chroma, Features, InputColumns) = (chroma, features, columns);
        _others = [.. Enumerable.Range(0, columns).Except(chroma)];
    }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int OutputColumns => _others.Length + (_chroma.Length == 0 ? 0 : Width(TonalFeatures.KeyStrength, 3)
        + Width(TonalFeatures.Rotated, KeyProfiles.PitchClasses) + Width(TonalFeatures.Autocorrelation, Lags) + Width(TonalFeatures.Sorted, KeyProfiles.PitchClasses));

    /// <summary>What takes the chroma's place.</summary>
    public TonalFeatures Features { get; }

    internal ReadOnlySpan<int> Chroma => _chroma;

    internal ReadOnlySpan<int> Others => _others;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(KeyInvariantChroma));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.Finite(x);

        Span<double> chroma = stackalloc double[KeyProfiles.PitchClasses];
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            var result = destination.Slice(row * OutputColumns, OutputColumns);
            for (var i = 0; i < _others.Length; i++)
            {
                result[i] = values[_others[i]];
            }

            if (_chroma.Length > 0)
            {
                for (var i = 0; i < chroma.Length; i++)
                {
                    chroma[i] = values[_chroma[i]];
                }

                Write(chroma, result[_others.Length..]);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        var names = new List<string>(_others.Select(index => inputs[index]));
        if (_chroma.Length > 0)
        {
            names.AddRange(Has(TonalFeatures.KeyStrength) ? ["major_strength", "minor_strength", "major_less_minor"] : []);
            names.AddRange(Has(TonalFeatures.Rotated) ? Numbered("chroma_from_tonic_", 0, KeyProfiles.PitchClasses) : []);
            names.AddRange(Has(TonalFeatures.Autocorrelation) ? Numbered("chroma_autocorrelation_", 1, Lags) : []);
            names.AddRange(Has(TonalFeatures.Sorted) ? Numbered("chroma_sorted_", 0, KeyProfiles.PitchClasses) : []);
        }

        return names;
    }

    private void Write(ReadOnlySpan<double> chroma, Span<double> result)
    {
        var at = 0;
        var (major, minor, tonic) = KeyProfiles.Match(chroma);
        if (Has(TonalFeatures.KeyStrength))
        {
            (result[0], result[1], result[2]) = (major, minor, major - minor);
            at = 3;
        }

        if (Has(TonalFeatures.Rotated))
        {
            for (var i = 0; i < KeyProfiles.PitchClasses; i++)
            {
                result[at++] = chroma[(tonic + i) % KeyProfiles.PitchClasses];
            }
        }

        if (Has(TonalFeatures.Autocorrelation))
        {
            at = WriteAutocorrelation(chroma, result, at);
        }

        if (Has(TonalFeatures.Sorted))
        {
            chroma.CopyTo(result[at..]);
            result.Slice(at, KeyProfiles.PitchClasses).Sort();
        }
    }

    /// <summary>Divided by the largest value first, so that squares stay finite.</summary>
    private static int WriteAutocorrelation(ReadOnlySpan<double> chroma, Span<double> result, int at)
    {
        Span<double> scaled = stackalloc double[KeyProfiles.PitchClasses];
        Span<double> turned = stackalloc double[KeyProfiles.PitchClasses];
        var largest = 0.0;
        foreach (var value in chroma)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = largest > 0 ? chroma[i] / largest : 0;
        }

        var squares = Vectors.Dot(scaled, scaled);
        for (var lag = 1; lag <= Lags; lag++)
        {
            for (var i = 0; i < turned.Length; i++)
            {
                turned[i] = scaled[(i + lag) % turned.Length];
            }

            result[at++] = squares > 0 ? Vectors.Dot(scaled, turned) / squares : 0;
        }

        return at;
    }

    private static IEnumerable<string> Numbered(string name, int first, int count) =>
        Enumerable.Range(first, count).Select(i => name + i.ToString(CultureInfo.InvariantCulture));

    private bool Has(TonalFeatures feature) => (Features & feature) != 0;

    private int Width(TonalFeatures feature, int columns) => Has(feature) ? columns : 0;
}
