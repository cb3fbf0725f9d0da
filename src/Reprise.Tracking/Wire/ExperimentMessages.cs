using System.Text.Json.Serialization;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Wire;

/// <summary>An experiment on the wire.</summary>
internal sealed record ExperimentMessage
{
    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public string? ArtifactLocation { get; init; }

    public string? LifecycleStage { get; init; }

    public long? LastUpdateTime { get; init; }

    public long? CreationTime { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }

    public static ExperimentMessage From(Experiment experiment) => new()
    {
        ExperimentId = experiment.Id,
        Name = experiment.Name,
        ArtifactLocation = experiment.ArtifactLocation,
        LifecycleStage = experiment.Lifecycle.ToWire(),
        LastUpdateTime = experiment.UpdatedAt,
        CreationTime = experiment.CreatedAt,
        Tags = WirePair.From(experiment.Tags),
    };

    public Experiment ToEntity() => new()
    {
        Id = ExperimentId ?? "",
        Name = Name ?? "",
        ArtifactLocation = ArtifactLocation ?? "",
        Lifecycle = WireNames.ToLifecycle(LifecycleStage),
        UpdatedAt = LastUpdateTime ?? 0,
        CreatedAt = CreationTime ?? 0,
        Tags = Tags.FromWire(tag => tag.ToTag()),
    };
}

internal sealed record CreateExperimentRequest(string? Name, string? ArtifactLocation, IReadOnlyList<WirePair>? Tags);

internal sealed record CreateExperimentResponse(string? ExperimentId);

internal sealed record GetExperimentByNameRequest(string? ExperimentName);

internal sealed record GetExperimentResponse(ExperimentMessage? Experiment);

/// <summary>Names one experiment: get, delete, restore.</summary>
internal sealed record ExperimentIdRequest([property: JsonConverter(typeof(WireTextOrNumberConverter))] string? ExperimentId);

internal sealed record UpdateExperimentRequest(
    [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? ExperimentId, string? NewName);

internal sealed record SetExperimentTagRequest(
    [property: JsonConverter(typeof(WireTextOrNumberConverter))] string? ExperimentId, string? Key, string? Value);

internal sealed record SearchExperimentsRequest
{
    public long? MaxResults { get; init; }

    public string? PageToken { get; init; }

    public string? Filter { get; init; }

    public IReadOnlyList<string>? OrderBy { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ViewType { get; init; }
}

internal sealed record SearchExperimentsResponse(IReadOnlyList<ExperimentMessage>? Experiments, string? NextPageToken);

/// <summary>MLflow's request, and a filter that only Reprise knows.</summary>
internal sealed record SearchDatasetsRequest([property: JsonConverter(typeof(WireIdsConverter))] IReadOnlyList<string>? ExperimentIds, string? Filter = null);

internal sealed record SearchDatasetsResponse(IReadOnlyList<DatasetSummaryMessage>? DatasetSummaries);

internal sealed record DatasetSummaryMessage(string? ExperimentId, string? Name, string? Digest, string? Context)
{
    public static DatasetSummaryMessage From(DatasetSummary summary) => new(summary.ExperimentId, summary.Name, summary.Digest, summary.Context);

    public DatasetSummary ToEntity() => new(ExperimentId ?? "", Name ?? "", Digest ?? "", Context);
}

/// <summary>An answer, or a request, without fields.</summary>
internal sealed record EmptyMessage
{
    public static EmptyMessage Instance { get; } = new();
}
