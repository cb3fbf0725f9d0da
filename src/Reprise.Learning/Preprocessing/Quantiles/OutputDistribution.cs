namespace Reprise.Learning.Preprocessing.Quantiles;

/// <summary>The distribution a <see cref="QuantileTransformer"/> gives its columns.</summary>
public enum OutputDistribution
{
    /// <summary>Uniform on [0, 1].</summary>
    Uniform,

    /// <summary>Normal with mean 0 and deviation 1, cut at ±5.2.</summary>
    Normal,
}
