using System.Text.Json.Serialization;

namespace Reprise.Tracking.Registry;

/// <summary>What happened to a registered model, and who held which alias and stage at one time; read from the audit trail.</summary>
public sealed record RegistryHistory
{
    /// <summary>The registered model, by the name it has (or had last).</summary>
    public required string Name { get; init; }

    /// <summary>The time that <see cref="Aliases"/> and <see cref="Stages"/> are of, in milliseconds since the Unix epoch; null for now.</summary>
    public long? At { get; init; }

    /// <summary>What happened up to then, newest first; one page.</summary>
    public IReadOnlyList<RegistryEvent> Events { get; init; } = [];

    /// <summary>The token of the next page; null on the last.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>The version each alias named then, with the event that put it there; by alias.</summary>
    public IReadOnlyList<AliasHolding> Aliases { get; init; } = [];

    /// <summary>The versions that were in a stage then, with the event that put them there; by version.</summary>
    public IReadOnlyList<StageHolding> Stages { get; init; } = [];

    /// <summary>When the first record of this model was written, in milliseconds since the Unix epoch; null when there is none.</summary>
    public long? RecordedSince { get; init; }

    /// <summary>
    /// What to know before believing it, in words: that records begin later than the model, that alias and stage disagree, that the registry holds what no
    /// record tells of. Empty when there is nothing.
    /// </summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An alias and the version it named.</summary>
public sealed record AliasHolding(string Alias, int Version, RegistryEvent Since);

/// <summary>A version and the stage it was in.</summary>
public sealed record StageHolding(
    int Version, [property: JsonConverter(typeof(JsonStringEnumConverter<ModelStage>))] ModelStage Stage, RegistryEvent Since);

/// <summary>What part of a history to return.</summary>
public sealed record RegistryHistoryQuery
{
    /// <summary>The registered model; one that was deleted has its history still.</summary>
    public required string Name { get; init; }

    /// <summary>Only what had happened by this time, in milliseconds since the Unix epoch; null for now.</summary>
    public long? At { get; init; }

    /// <summary>Only events of this alias; null for all.</summary>
    public string? Alias { get; init; }

    /// <summary>Only what changed versions, aliases and stages, without tags and descriptions. Default false.</summary>
    public bool MovesOnly { get; init; }

    /// <summary>Events per page, 1 to 1,000. Default 100.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }
}
