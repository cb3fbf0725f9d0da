namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>How a <see cref="KBinsDiscretizer"/> places the edges of its bins.</summary>
public enum BinStrategy
{
    /// <summary>At quantiles: about as many training rows in each bin. Equal edges fall together.</summary>
    Quantile,

    /// <summary>At equal distances between the smallest and the greatest training value.</summary>
    Uniform,
}
