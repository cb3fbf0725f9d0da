namespace Reprise.Learning.Baselines;

/// <summary>What a <see cref="DummyRegressor"/> predicts.</summary>
public enum DummyRegressorStrategy
{
    /// <summary>The mean of the target in training.</summary>
    Mean,

    /// <summary>The median of the target in training.</summary>
    Median,

    /// <summary>A quantile of the target in training.</summary>
    Quantile,

    /// <summary>One given value.</summary>
    Constant,
}
