namespace Reprise.Tracking.Runs;

/// <summary>A dataset a run read, with tags such as <c>mlflow.data.context</c> = training.</summary>
public sealed record DatasetInput
{
    /// <summary>Name of the dataset, at most 500 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Content digest, at most 36 characters.</summary>
    public required string Digest { get; init; }

    /// <summary>Kind of source: local, http, s3, code …</summary>
    public required string SourceType { get; init; }

    /// <summary>Where it came from, as JSON.</summary>
    public required string Source { get; init; }

    /// <summary>Schema as JSON, if known.</summary>
    public string? Schema { get; init; }

    /// <summary>Profile as JSON, if known.</summary>
    public string? Profile { get; init; }

    /// <summary>Tags of this use of the dataset.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
