using Reprise.Data.Datasets;

namespace MnistDigits;

/// <summary>How the digits model is trained and judged. The defaults are the reference system's.</summary>
public sealed record DigitsOptions
{
    /// <summary>The home folder: caches and files being written.</summary>
    public required string Home { get; init; }

    /// <summary>Where the data is looked for. Default: the environment's choice for <see cref="Home"/>.</summary>
    public DatasetResolverOptions? Data { get; init; }

    /// <summary>Trees of the forest, at least 1. Default 120.</summary>
    public int Trees { get; init; } = 120;

    /// <summary>Greatest depth of a tree, at least 1. Default 20.</summary>
    public int MaxDepth { get; init; } = 20;

    /// <summary>Seed of split and forest, at least 0. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Share of the images held out, in (0, 1). Default 0.2.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>The gate's smallest accuracy on the held-out images, in [0, 1]. Default 0.96.</summary>
    public double MinimumAccuracy { get; init; } = 0.96;
}
