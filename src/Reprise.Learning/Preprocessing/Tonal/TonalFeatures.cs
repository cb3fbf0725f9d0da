namespace Reprise.Learning.Preprocessing.Tonal;

/// <summary>What <see cref="KeyInvariantChroma"/> gives of twelve chroma values.</summary>
[Flags]
public enum TonalFeatures
{
    /// <summary>Nothing; refused.</summary>
    None = 0,

    /// <summary>Three columns: the largest correlation with a major and with a minor key profile, and their difference.</summary>
    KeyStrength = 1,

    /// <summary>Twelve columns: the chroma turned so that the tonic of the best key comes first.</summary>
    Rotated = 2,

    /// <summary>Six columns: the circular autocorrelation at 1 to 6 semitones, divided by the sum of squares.</summary>
    Autocorrelation = 4,

    /// <summary>Twelve columns: the chroma in ascending order.</summary>
    Sorted = 8,
}
