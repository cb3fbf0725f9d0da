namespace Reprise.Tracking.Registry;

/// <summary>What a model version starts with.</summary>
public sealed record NewModelVersion
{
    /// <summary>The registered model; must exist.</summary>
    public required string Name { get; init; }

    /// <summary>URI of the model directory: inside the run's artifacts, or remote, or <c>models:/m-…</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The run that made it.</summary>
    public string? RunId { get; init; }

    /// <summary>Link to the run on another server.</summary>
    public string? RunLink { get; init; }

    /// <summary>Logged model it is made from.</summary>
    public string? ModelId { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to start with.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
