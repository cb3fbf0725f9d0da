using Reprise.Flows.Promotions;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Models;

/// <summary>A model version as <c>--json</c> prints it.</summary>
internal sealed record ModelVersionView
{
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required string Stage { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required string Status { get; init; }

    public required string? RunId { get; init; }

    public required string Source { get; init; }

    public required long CreationTime { get; init; }

    public string? Gate { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>A version found by a search, which knows no aliases; the model does.</summary>
    public static ModelVersionView Of(ModelVersion version, RegisteredModel model) =>
        Of(version with { Aliases = [.. model.Aliases.Where(alias => alias.Version == version.Version).Select(alias => alias.Alias)] });

    public static ModelVersionView Of(ModelVersion version) => new()
    {
        Name = version.Name,
        Version = version.Version,
        Stage = version.Stage.ToString(),
        Aliases = version.Aliases,
        Status = version.Status,
        RunId = version.RunId,
        Source = version.Source,
        CreationTime = version.CreatedAt,
        Gate = version.Tag(GateTags.Verdict),
        Tags = version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
    };
}

/// <summary>A registered model as <c>--json</c> prints it.</summary>
internal sealed record RegisteredModelView(
    string Name, string? Description, long CreationTime, IReadOnlyDictionary<string, int> Aliases, IReadOnlyList<ModelVersionView>? Versions = null)
{
    public static RegisteredModelView Of(RegisteredModel model) => new(
        model.Name,
        string.IsNullOrEmpty(model.Description) ? null : model.Description,
        model.CreatedAt,
        model.Aliases.ToDictionary(alias => alias.Alias, alias => alias.Version, StringComparer.Ordinal));
}
