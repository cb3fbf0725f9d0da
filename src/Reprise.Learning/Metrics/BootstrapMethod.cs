namespace Reprise.Learning.Metrics;

/// <summary>How a confidence interval is read off resampled values.</summary>
public enum BootstrapMethod
{
    /// <summary>Quantiles of the resampled values, corrected for bias and for a spread that changes with the value (Efron 1987).</summary>
    BiasCorrectedAccelerated,

    /// <summary>Quantiles of the resampled values.</summary>
    Percentile,
}
