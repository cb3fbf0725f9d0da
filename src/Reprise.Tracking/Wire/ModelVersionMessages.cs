using System.Globalization;
using System.Text.Json.Serialization;
using Reprise.Tracking.Registry;

namespace Reprise.Tracking.Wire;

/// <summary>A model version on the wire; its number is text.</summary>
internal sealed record ModelVersionMessage
{
    public string? Name { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Version { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? CurrentStage { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? RunId { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }

    public string? RunLink { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? ModelId { get; init; }

    public static ModelVersionMessage From(ModelVersion version) => From(version, withAliases: true);

    public static ModelVersionMessage From(ModelVersion version, bool withAliases) => new()
    {
        Name = version.Name,
        Version = version.Version.ToString(CultureInfo.InvariantCulture),
        CreationTimestamp = version.CreatedAt,
        LastUpdatedTimestamp = version.UpdatedAt,
        CurrentStage = version.Stage.ToString(),
        Description = version.Description,
        Source = version.Source,
        RunId = version.RunId,
        Status = version.Status,
        Tags = WirePair.From(version.Tags),
        RunLink = version.RunLink,
        Aliases = withAliases && version.Aliases.Count > 0 ? version.Aliases : null,
        ModelId = version.ModelId,
    };

    public static int ParseVersion(string? version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public ModelVersion ToEntity() => new()
    {
        Name = Name ?? "",
        Version = ParseVersion(Version),
        CreatedAt = CreationTimestamp ?? 0,
        UpdatedAt = LastUpdatedTimestamp ?? 0,
        Stage = WireNames.ToStage(CurrentStage) ?? ModelStage.None,
        Description = Description ?? "",
        Source = Source ?? "",
        RunId = RunId,
        Status = Status ?? "READY",
        Tags = Tags.FromWire(tag => tag.ToTag()),
        RunLink = RunLink ?? "",
        Aliases = Aliases ?? [],
        ModelId = ModelId,
    };
}

internal sealed record CreateModelVersionRequest
{
    public string? Name { get; init; }

    public string? Source { get; init; }

    public string? RunId { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }

    public string? RunLink { get; init; }

    public string? Description { get; init; }

    public string? ModelId { get; init; }
}

internal sealed record ModelVersionResponse(ModelVersionMessage? ModelVersion);

internal sealed record ModelVersionsResponse(IReadOnlyList<ModelVersionMessage>? ModelVersions, string? NextPageToken = null);

/// <summary>Names one model version: get, delete, get-download-uri.</summary>
internal sealed record ModelVersionRequest(string? Name, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version);

internal sealed record UpdateModelVersionRequest(
    string? Name, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version, string? Description);

internal sealed record ModelVersionTagRequest(
    string? Name, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version, string? Key, string? Value);

internal sealed record TransitionStageRequest(
    string? Name, [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Version, string? Stage, bool? ArchiveExistingVersions);

internal sealed record DownloadUriResponse(string? ArtifactUri);
