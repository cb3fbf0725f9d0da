namespace Reprise.Tracking.Registry;

/// <summary>A named line of model versions.</summary>
public sealed record RegisteredModel
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>The newest version of each stage.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Aliases with the version each names.</summary>
    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];
}
