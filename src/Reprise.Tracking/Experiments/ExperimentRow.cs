using System.Globalization;

namespace Reprise.Tracking.Experiments;

/// <summary>A row of the table <c>experiments</c>.</summary>
internal sealed class ExperimentRow
{
    public const string Columns =
        "e.experiment_id AS Id, e.name AS Name, e.artifact_location AS ArtifactLocation, e.lifecycle_stage AS Lifecycle, "
        + "e.creation_time AS CreatedAt, e.last_update_time AS UpdatedAt";

    public long Id { get; set; }

    public string Name { get; set; } = "";

    public string? ArtifactLocation { get; set; }

    public string? Lifecycle { get; set; }

    public long? CreatedAt { get; set; }

    public long? UpdatedAt { get; set; }

    public LifecycleStage Stage => Lifecycle == Lifecycles.Deleted ? LifecycleStage.Deleted : LifecycleStage.Active;

    public Experiment ToExperiment(IReadOnlyList<Tag> tags) => new()
    {
        Id = Id.ToString(CultureInfo.InvariantCulture),
        Name = Name,
        ArtifactLocation = ArtifactLocation ?? "",
        Lifecycle = Stage,
        CreatedAt = CreatedAt ?? 0,
        UpdatedAt = UpdatedAt ?? 0,
        Tags = tags,
    };
}
