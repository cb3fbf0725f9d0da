using System.Text.Json.Serialization;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Wire;

/// <summary>A logged model on the wire.</summary>
internal sealed record LoggedModelMessage(LoggedModelInfoMessage? Info, LoggedModelDataMessage? Data)
{
    public static LoggedModelMessage From(LoggedModel model) => new(
        new LoggedModelInfoMessage
        {
            ModelId = model.ModelId,
            ExperimentId = model.ExperimentId,
            Name = model.Name,
            CreationTimestampMs = model.CreatedAt,
            LastUpdatedTimestampMs = model.UpdatedAt,
            ArtifactUri = model.ArtifactUri,
            Status = model.Status.ToWire(),
            ModelType = model.ModelType,
            SourceRunId = model.SourceRunId,
            StatusMessage = model.StatusMessage,
            Tags = WirePair.From(model.Tags),
        },
        new LoggedModelDataMessage(WirePair.From(model.Params), model.Metrics.ToWire(MetricMessage.From)));

    public LoggedModel ToEntity() => new()
    {
        ModelId = Info?.ModelId ?? "",
        ExperimentId = Info?.ExperimentId ?? "",
        Name = Info?.Name ?? "",
        CreatedAt = Info?.CreationTimestampMs ?? 0,
        UpdatedAt = Info?.LastUpdatedTimestampMs ?? 0,
        ArtifactUri = Info?.ArtifactUri ?? "",
        Status = WireNames.ToLoggedModelStatus(Info?.Status) ?? LoggedModelStatus.Unspecified,
        ModelType = Info?.ModelType,
        SourceRunId = Info?.SourceRunId,
        StatusMessage = Info?.StatusMessage,
        Tags = (Info?.Tags).FromWire(tag => tag.ToTag()),
        Params = (Data?.Params).FromWire(parameter => parameter.ToParam()),
        Metrics = (Data?.Metrics).FromWire(metric => metric.ToEntity()),
    };
}

internal sealed record LoggedModelInfoMessage
{
    public string? ModelId { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public long? CreationTimestampMs { get; init; }

    public long? LastUpdatedTimestampMs { get; init; }

    public string? ArtifactUri { get; init; }

    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? Status { get; init; }

    public string? ModelType { get; init; }

    public string? SourceRunId { get; init; }

    public string? StatusMessage { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }
}

internal sealed record LoggedModelDataMessage(IReadOnlyList<WirePair>? Params, IReadOnlyList<MetricMessage>? Metrics);

internal sealed record CreateLoggedModelRequest
{
    [JsonConverter(typeof(WireTextOrNumberConverter))]
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public string? ModelType { get; init; }

    public string? SourceRunId { get; init; }

    public IReadOnlyList<WirePair>? Params { get; init; }

    public IReadOnlyList<WirePair>? Tags { get; init; }
}

internal sealed record LoggedModelResponse(LoggedModelMessage? Model);

internal sealed record FinalizeLoggedModelRequest([property: JsonConverter(typeof(WireTextOrNumberConverter))] string? Status);

internal sealed record LoggedModelTagsRequest(IReadOnlyList<WirePair>? Tags);

internal sealed record LoggedModelParamsRequest(IReadOnlyList<WirePair>? Params);

internal sealed record ListLoggedModelArtifactsRequest(string? ArtifactDirectoryPath);

internal sealed record SearchLoggedModelsRequest
{
    [JsonConverter(typeof(WireIdsConverter))]
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    public string? Filter { get; init; }

    public IReadOnlyList<LoggedModelOrderMessage>? OrderBy { get; init; }

    public IReadOnlyList<LoggedModelDatasetMessage>? Datasets { get; init; }

    public int? MaxResults { get; init; }

    public string? PageToken { get; init; }
}

/// <summary>An order clause in parts.</summary>
internal sealed record LoggedModelOrderMessage(string? FieldName, bool? Ascending, string? DatasetName = null, string? DatasetDigest = null)
{
    private const string Descending = " DESC";
    private const string AscendingWord = " ASC";

    public static LoggedModelOrderMessage From(string clause)
    {
        var text = clause.Trim();
        return text.EndsWith(Descending, StringComparison.OrdinalIgnoreCase) ? new(text[..^Descending.Length].TrimEnd(), false)
            : text.EndsWith(AscendingWord, StringComparison.OrdinalIgnoreCase) ? new(text[..^AscendingWord.Length].TrimEnd(), true)
            : new(text, true);
    }

    /// <summary>The dataset whose metric orders; null when none is named.</summary>
    public LoggedModelDataset? ToDataset() => !string.IsNullOrEmpty(DatasetName) ? new(DatasetName, string.IsNullOrEmpty(DatasetDigest) ? null : DatasetDigest)
        : string.IsNullOrEmpty(DatasetDigest) ? null
        : throw Invalid.Parameter("`dataset_digest` can only be specified if `dataset_name` is also specified.");

    public string ToClause() => FieldName + (Ascending == false ? Descending : AscendingWord);
}

/// <summary>A dataset that metrics are measured on.</summary>
internal sealed record LoggedModelDatasetMessage(string? DatasetName, string? DatasetDigest)
{
    public LoggedModelDataset ToEntity() => new(
        string.IsNullOrEmpty(DatasetName) ? throw Invalid.Parameter("`dataset_name` in the `datasets` clause must be specified.") : DatasetName,
        string.IsNullOrEmpty(DatasetDigest) ? null : DatasetDigest);
}

internal sealed record SearchLoggedModelsResponse(IReadOnlyList<LoggedModelMessage>? Models, string? NextPageToken);
