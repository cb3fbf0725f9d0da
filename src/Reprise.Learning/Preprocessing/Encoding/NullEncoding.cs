namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>What a null in a column of categories becomes.</summary>
public enum NullEncoding
{
    /// <summary>A category of its own, the last, when the training rows hold a null; otherwise a null is an unknown category.</summary>
    Category,

    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>A missing value, NaN, for a later step to fill.</summary>
    Missing,
}
