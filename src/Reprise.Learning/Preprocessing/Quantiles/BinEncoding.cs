namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>How a <see cref="KBinsDiscretizer"/> writes the bin of a value.</summary>
public enum BinEncoding
{
    /// <summary>A column of 0 and 1 per bin.</summary>
    OneHot,

    /// <summary>The bin's number, from 0.</summary>
    Ordinal,
}
