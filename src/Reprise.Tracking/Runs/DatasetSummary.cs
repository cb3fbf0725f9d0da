namespace Reprise.Tracking.Runs;

/// <summary>A dataset that runs of an experiment read.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Name of the dataset.</param>
/// <param name="Digest">Its fingerprint.</param>
/// <param name="Context">What it was used for, such as <c>training</c>; null when no run says.</param>
public readonly record struct DatasetSummary(string ExperimentId, string Name, string Digest, string? Context);

/// <summary>Which datasets to return: the distinct ones that active runs read, those of the newest runs first, at most 1,000.</summary>
public sealed record DatasetQuery
{
    /// <summary>Summaries returned at most.</summary>
    public const int MaxResults = 1000;

    /// <summary>The experiments searched; none gives no datasets.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>A filter over <c>name</c>, <c>digest</c>, <c>context</c> and <c>experiment_name</c>; null or empty for all.</summary>
    public string? Filter { get; init; }
}
