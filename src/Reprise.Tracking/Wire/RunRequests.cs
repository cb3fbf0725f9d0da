using System.Text.Json.Serialization;

namespace Reprise.Tracking.Wire;

internal sealed record CreateRunRequest
{
    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ExperimentId { get; init; }

    public string? UserId { get; init; }

    public string? RunName { get; init; }

    public long? StartTime { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }
}

internal sealed record RunResponse(RunMessage? Run);

internal sealed record UpdateRunRequest
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Status { get; init; }

    public long? EndTime { get; init; }

    public string? RunName { get; init; }
}

internal sealed record UpdateRunResponse(RunInfoMessage? RunInfo);

/// <summary>Names one run: get, delete, restore.</summary>
internal sealed record RunIdRequest(string? RunId, string? RunUuid = null);

internal sealed record LogMetricRequest
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    public string? Key { get; init; }

    public double? Value { get; init; }

    public long? Timestamp { get; init; }

    public long? Step { get; init; }

    public string? ModelId { get; init; }

    public string? DatasetName { get; init; }

    public string? DatasetDigest { get; init; }
}

/// <summary>A key and value for one run: log-parameter, set-tag, delete-tag.</summary>
internal sealed record RunPairRequest
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    public string? Key { get; init; }

    public string? Value { get; init; }
}

internal sealed record LogBatchRequest
{
    public string? RunId { get; init; }

    public IReadOnlyList<MetricMessage>? Metrics { get; init; }

    public IReadOnlyList<WirePair>? Params { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }
}

internal sealed record LogModelRequest(string? RunId, string? ModelJson);

internal sealed record LogInputsRequest(
    string? RunId, IReadOnlyList<DatasetInputMessage>? Datasets, IReadOnlyList<ModelInputMessage>? Models);

internal sealed record LogOutputsRequest(string? RunId, IReadOnlyList<ModelOutputMessage>? Models);

internal sealed record SearchRunsRequest
{
    [JsonConverter(typeof(WireIdsConverter))]
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    public string? Filter { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? RunViewType { get; init; }

    public int? MaxResults { get; init; }

    public IReadOnlyList<string>? OrderBy { get; init; }

    public string? PageToken { get; init; }
}

internal sealed record SearchRunsResponse(IReadOnlyList<RunMessage>? Runs, string? NextPageToken);
