namespace Reprise.Tracking.Runs;

/// <summary>What a run starts with.</summary>
public sealed record NewRun
{
    /// <summary>The experiment it belongs to; must be active.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name for people; default the tag mlflow.runName, else generated.</summary>
    public string? Name { get; init; }

    /// <summary>Who starts it; default empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Milliseconds since the Unix epoch, as the caller says; 0 when unsaid.</summary>
    public long StartTime { get; init; }

    /// <summary>Tags to start with.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
