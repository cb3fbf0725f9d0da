namespace Reprise.Tracking.Registry;

/// <summary>A row of the table <c>registered_models</c>.</summary>
internal sealed class RegisteredModelRow
{
    public const string Columns = "m.name AS Name, m.description AS Description, m.creation_time AS CreatedAt, m.last_updated_time AS UpdatedAt";

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public long? CreatedAt { get; set; }

    public long? UpdatedAt { get; set; }
}

/// <summary>A row of the table <c>model_versions</c>.</summary>
internal sealed class ModelVersionRow
{
    public const string Columns =
        "v.name AS Name, v.version AS Version, v.creation_time AS CreatedAt, v.last_updated_time AS UpdatedAt, v.description AS Description, "
        + "v.current_stage AS Stage, v.source AS Source, v.storage_location AS StorageLocation, v.run_id AS RunId, v.run_link AS RunLink, v.status AS Status";

    public string Name { get; set; } = "";

    public long Version { get; set; }

    public long? CreatedAt { get; set; }

    public long? UpdatedAt { get; set; }

    public string? Description { get; set; }

    public string? Stage { get; set; }

    public string? Source { get; set; }

    public string? StorageLocation { get; set; }

    public string? RunId { get; set; }

    public string? RunLink { get; set; }

    public string? Status { get; set; }

    public ModelVersion ToVersion(IReadOnlyList<Tag> tags, IReadOnlyList<string> aliases) => new()
    {
        Name = Name,
        Version = (int)Version,
        CreatedAt = CreatedAt ?? 0,
        UpdatedAt = UpdatedAt ?? 0,
        Description = Description ?? "",
        Stage = ModelStages.Find(Stage) ?? ModelStage.None,
        Source = Source ?? "",
        RunId = string.IsNullOrEmpty(RunId) ? null : RunId,
        RunLink = RunLink ?? "",
        ModelId = ModelSource.ModelId(Source ?? ""),
        Status = Status ?? "READY",
        Tags = tags,
        Aliases = aliases,
    };
}
