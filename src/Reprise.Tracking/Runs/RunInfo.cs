namespace Reprise.Tracking.Runs;

/// <summary>Identity, state and times of a run.</summary>
public sealed record RunInfo
{
    /// <summary>32 lower-case hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment the run belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name for people; generated when not given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who started it; may be empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>State of the execution.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long StartTime { get; init; }

    /// <summary>Milliseconds since the Unix epoch; null while it runs.</summary>
    public long? EndTime { get; init; }

    /// <summary>URI of the run's artifact folder.</summary>
    public required string ArtifactUri { get; init; }

    /// <summary>Active or deleted.</summary>
    public LifecycleStage Lifecycle { get; init; }
}
