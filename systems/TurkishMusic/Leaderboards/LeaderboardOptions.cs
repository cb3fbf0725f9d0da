using Reprise.Data.Datasets;

namespace TurkishMusic.Leaderboards;

/// <summary>How the leaderboard is measured.</summary>
public sealed record LeaderboardOptions
{
    /// <summary>The home folder: caches and files being written.</summary>
    public required string Home { get; init; }

    /// <summary>Where the data is looked for. Default: the environment's choice for <see cref="Home"/>.</summary>
    public DatasetResolverOptions? Data { get; init; }

    /// <summary>Outer and inner folds, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often the outer folds are drawn anew, at least 1. Default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Seed of folds and estimators, at least 0. Default 42.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Only entrants whose name contains one of these; empty for all. Default empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
}
