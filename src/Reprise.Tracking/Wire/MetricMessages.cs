using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Wire;

/// <summary>A point of a metric on the wire, with the run it belongs to where several runs are answered at once.</summary>
internal sealed record MetricMessage
{
    public string? Key { get; init; }

    public double? Value { get; init; }

    public long? Timestamp { get; init; }

    public long? Step { get; init; }

    public string? DatasetName { get; init; }

    public string? DatasetDigest { get; init; }

    public string? ModelId { get; init; }

    public string? RunId { get; init; }

    public static MetricMessage From(Metric metric) => new()
    {
        Key = metric.Key,
        Value = metric.Value,
        Timestamp = metric.Timestamp,
        Step = metric.Step,
        DatasetName = metric.DatasetName,
        DatasetDigest = metric.DatasetDigest,
        ModelId = metric.ModelId,
    };

    public Metric ToEntity() => new(Key ?? "", Value ?? 0, Timestamp ?? 0, Step ?? 0)
    {
        DatasetName = DatasetName,
        DatasetDigest = DatasetDigest,
        ModelId = ModelId,
    };
}

internal sealed record GetMetricHistoryRequest
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    public string? MetricKey { get; init; }

    public string? PageToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetMetricHistoryBulkRequest(IReadOnlyList<string>? RunId, string? MetricKey, int? MaxResults);

internal sealed record GetMetricHistoryBulkIntervalRequest
{
    public IReadOnlyList<string>? RunIds { get; init; }

    public string? MetricKey { get; init; }

    public long? StartStep { get; init; }

    public long? EndStep { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record MetricsResponse(IReadOnlyList<MetricMessage>? Metrics, string? NextPageToken = null);
