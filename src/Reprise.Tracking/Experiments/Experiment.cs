namespace Reprise.Tracking.Experiments;

/// <summary>A named collection of runs.</summary>
public sealed record Experiment
{
    /// <summary>Decimal integer as text, assigned by the store; "0" is the default experiment.</summary>
    public required string Id { get; init; }

    /// <summary>Unique among all experiments, deleted ones included; at most 500 characters.</summary>
    public required string Name { get; init; }

    /// <summary>URI under which the runs' artifacts live.</summary>
    public required string ArtifactLocation { get; init; }

    /// <summary>Active or deleted.</summary>
    public LifecycleStage Lifecycle { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Tags, ordered by key.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
