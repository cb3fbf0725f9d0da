namespace Reprise.Tracking.Registry;

/// <summary>One version of a registered model.</summary>
public sealed record ModelVersion
{
    /// <summary>The registered model's name.</summary>
    public required string Name { get; init; }

    /// <summary>1, 2, 3 …; never reused while a later one exists.</summary>
    public required int Version { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Deployment stage.</summary>
    public ModelStage Stage { get; init; }

    /// <summary>Text for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>URI of the model directory.</summary>
    public string Source { get; init; } = "";

    /// <summary>The run that made it, if said.</summary>
    public string? RunId { get; init; }

    /// <summary>Link to the run on another server, if said.</summary>
    public string RunLink { get; init; } = "";

    /// <summary>Logged model it was made from, if any.</summary>
    public string? ModelId { get; init; }

    /// <summary>READY, PENDING_REGISTRATION or FAILED_REGISTRATION.</summary>
    public string Status { get; init; } = "READY";

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Aliases that name this version.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The value of a tag, or null.</summary>
    public string? Tag(string key) => Tags.FirstOrDefault(tag => tag.Key == key).Value;
}
