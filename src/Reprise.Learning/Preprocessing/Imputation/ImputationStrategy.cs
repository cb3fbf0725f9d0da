namespace Reprise.Learning.Preprocessing.Imputation;

/// <summary>What takes the place of a missing value.</summary>
public enum ImputationStrategy
{
    /// <summary>The mean of the column's values.</summary>
    Mean,

    /// <summary>Their median.</summary>
    Median,

    /// <summary>The most frequent of them; the smallest among equals.</summary>
    MostFrequent,

    /// <summary><see cref="SimpleImputer.FillValue"/>.</summary>
    Constant,
}
