using Reprise.Data.Datasets;

namespace TelcoChurn;

/// <summary>How the churn models are searched, measured and judged. The defaults are the reference system's.</summary>
public sealed record ChurnOptions
{
    /// <summary>The home folder: caches and files being written.</summary>
    public required string Home { get; init; }

    /// <summary>Where the data is looked for. Default: the environment's choice for <see cref="Home"/>.</summary>
    public DatasetResolverOptions? Data { get; init; }

    /// <summary>Seed of splits and estimators, at least 0. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Folds of cross-validation, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Whether the whole grid of 36 forests is searched; otherwise four of them, to see the loop run. Default true.</summary>
    public bool WholeGrid { get; init; } = true;

    /// <summary>The gate's smallest F1 of leaving customers on held-out rows, in [0, 1]. Default 0.6.</summary>
    public double MinimumF1 { get; init; } = 0.6;
}
