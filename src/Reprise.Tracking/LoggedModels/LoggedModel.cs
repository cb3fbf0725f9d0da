namespace Reprise.Tracking.LoggedModels;

/// <summary>A model directory that a run logged, before and beside any registration (MLflow 3).</summary>
public sealed record LoggedModel
{
    /// <summary><c>m-</c> and 32 lower-case hexadecimal digits.</summary>
    public required string ModelId { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name, at most 500 characters.</summary>
    public required string Name { get; init; }

    /// <summary>URI of the model directory.</summary>
    public required string ArtifactUri { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>State of the upload.</summary>
    public LoggedModelStatus Status { get; init; } = LoggedModelStatus.Pending;

    /// <summary>Words to the state.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Kind of model, free text.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that logged it.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Parameters.</summary>
    public IReadOnlyList<Runs.Param> Params { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Metrics measured on the model.</summary>
    public IReadOnlyList<Runs.Metric> Metrics { get; init; } = [];
}
