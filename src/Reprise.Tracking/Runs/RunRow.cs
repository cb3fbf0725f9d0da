using System.Globalization;

namespace Reprise.Tracking.Runs;

/// <summary>A row of the table <c>runs</c>.</summary>
internal sealed class RunRow
{
    public const string Columns =
        "r.run_uuid AS Id, r.experiment_id AS ExperimentId, r.name AS Name, r.user_id AS UserId, r.status AS Status, r.start_time AS StartTime, "
        + "r.end_time AS EndTime, r.artifact_uri AS ArtifactUri, r.lifecycle_stage AS Lifecycle";

    public string Id { get; set; } = "";

    public long ExperimentId { get; set; }

    public string? Name { get; set; }

    public string? UserId { get; set; }

    public string? Status { get; set; }

    public long? StartTime { get; set; }

    public long? EndTime { get; set; }

    public string? ArtifactUri { get; set; }

    public string? Lifecycle { get; set; }

    public RunInfo ToInfo() => new()
    {
        RunId = Id,
        ExperimentId = ExperimentId.ToString(CultureInfo.InvariantCulture),
        Name = Name ?? "",
        UserId = UserId ?? "",
        Status = Enum.TryParse<RunStatus>(Status, ignoreCase: true, out var status) ? status : RunStatus.Running,
        StartTime = StartTime ?? 0,
        EndTime = EndTime,
        ArtifactUri = ArtifactUri ?? "",
        Lifecycle = Lifecycle == Lifecycles.Deleted ? LifecycleStage.Deleted : LifecycleStage.Active,
    };
}
