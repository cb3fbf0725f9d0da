namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>What an <see cref="OrdinalEncoder"/> makes of a category it did not see in training.</summary>
public enum UnknownOrdinal
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary><see cref="OrdinalEncoder.UnknownValue"/>.</summary>
    Value,

    /// <summary>A missing value, NaN, for a later step to fill.</summary>
    Missing,
}
