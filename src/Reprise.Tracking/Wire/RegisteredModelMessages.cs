using System.Globalization;
using System.Text.Json.Serialization;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Wire;

/// <summary>A registered model on the wire; the versions inside carry no aliases.</summary>
internal sealed record RegisteredModelMessage
{
    public string? Name { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<ModelVersionMessage>? LatestVersions { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }

    public IReadOnlyList<ModelAliasMessage>? Aliases { get; init; }

    public static RegisteredModelMessage From(RegisteredModel model) => new()
    {
        Name = model.Name,
        CreationTimestamp = model.CreatedAt,
        LastUpdatedTimestamp = model.UpdatedAt,
        Description = model.Description,
        LatestVersions = model.LatestVersions.ToWire(version => ModelVersionMessage.From(version, withAliases: false)),
        Tags = WirePair.From(model.Tags),
        Aliases = model.Aliases.ToWire(ModelAliasMessage.From),
    };

    public RegisteredModel ToEntity() => new()
    {
        Name = Name ?? "",
        CreatedAt = CreationTimestamp ?? 0,
        UpdatedAt = LastUpdatedTimestamp ?? 0,
        Description = Description,
        LatestVersions = LatestVersions.FromWire(version => version.ToEntity()),
        Tags = Tags.FromWire(tag => tag.ToTag()),
        Aliases = Aliases.FromWire(alias => alias.ToEntity()),
    };
}

internal sealed record ModelAliasMessage(string? Alias, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version)
{
    public static ModelAliasMessage From(ModelAlias alias) => new(alias.Alias, alias.Version.ToString(CultureInfo.InvariantCulture));

    public ModelAlias ToEntity() => new(Alias ?? "", ModelVersionMessage.ParseVersion(Version));
}

internal sealed record CreateRegisteredModelRequest(string? Name, IReadOnlyList<WirePair>? Tags, string? Description);

internal sealed record RegisteredModelResponse(RegisteredModelMessage? RegisteredModel);

/// <summary>Names one registered model: get, delete.</summary>
internal sealed record RegisteredModelNameRequest(string? Name);

internal sealed record RenameRegisteredModelRequest(string? Name, string? NewName);

internal sealed record UpdateRegisteredModelRequest(string? Name, string? Description);

internal sealed record RegisteredModelTagRequest(string? Name, string? Key, string? Value);

internal sealed record RegisteredModelAliasRequest(
    string? Name, string? Alias, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version);

internal sealed record SearchRegistryRequest
{
    public string? Filter { get; init; }

    public long? MaxResults { get; init; }

    public IReadOnlyList<string>? OrderBy { get; init; }

    public string? PageToken { get; init; }
}

internal sealed record SearchRegisteredModelsResponse(IReadOnlyList<RegisteredModelMessage>? RegisteredModels, string? NextPageToken);

internal sealed record GetLatestVersionsRequest(string? Name, IReadOnlyList<string>? Stages);

/// <summary>Moves alias and stage in one transaction; Reprise's own.</summary>
internal sealed record PromoteRequest
{
    public string? Name { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Version { get; init; }

    public string? Alias { get; init; }

    public string? Stage { get; init; }

    public string? Reason { get; init; }

    public long? ExpectedLive { get; init; }
}

/// <summary>Puts back what was live before the last promotion; Reprise's own.</summary>
internal sealed record RollbackRequest(string? Name, string? Alias, string? Reason);
