using Reprise.Data.Datasets;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What one turn of the loop does.</summary>
public sealed record EmotionLoopOptions
{
    /// <summary>The home folder: caches and files being written.</summary>
    public required string Home { get; init; }

    /// <summary>Where the data is looked for. Default: the environment's choice for <see cref="Home"/>.</summary>
    public DatasetResolverOptions? Data { get; init; }

    /// <summary>How the model is evaluated and trained.</summary>
    public EmotionOptions Training { get; init; } = new();

    /// <summary>The gate's smallest accuracy, in [0, 1]. Default 0.75.</summary>
    public double MinimumAccuracy { get; init; } = 0.75;

    /// <summary>How much lower than the live model's the accuracy may be, in [0, 1]. Default 0.02.</summary>
    public double Tolerance { get; init; } = 0.02;
}
