using System.Globalization;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.LoggedModels;

/// <summary>Reads logged models with everything on them.</summary>
internal static class LoggedModelReader
{
    public const string Columns =
        "l.model_id AS Id, l.experiment_id AS ExperimentId, l.name AS Name, l.artifact_location AS ArtifactUri, l.creation_timestamp_ms AS CreatedAt, "
        + "l.last_updated_timestamp_ms AS UpdatedAt, l.status AS Status, l.status_message AS StatusMessage, l.model_type AS ModelType, l.source_run_id AS SourceRunId";

    /// <summary>A model that is not deleted.</summary>
    public static LoggedModel Require(SqlReader reader, string modelId, RowLock rowLock = RowLock.None) =>
        reader.Find<LoggedModelRow>(
            $"SELECT {Columns} FROM logged_models l WHERE l.model_id = @modelId AND l.lifecycle_stage <> 'deleted'{reader.Dialect.Lock(rowLock)}",
            new { modelId }) is { } row
            ? Load(reader, [row])[0]
            : throw Invalid.NotFound($"Logged model with ID '{modelId}' not found.");

    /// <summary>The models of rows, in their order.</summary>
    public static List<LoggedModel> Load(SqlReader reader, IReadOnlyList<LoggedModelRow> rows)
    {
        var ids = reader.Dialect.List(rows.Select(row => row.Id));
        var parameters = reader.Query<(string Id, string Key, string Value)>(
            $"SELECT model_id, param_key, param_value FROM logged_model_params WHERE {reader.Dialect.In("model_id", "@ids")} ORDER BY {reader.Dialect.AsInserted("logged_model_params")}",
            new { ids }).ToLookup(row => row.Id, row => new Param(row.Key, row.Value));
        var tags = reader.Query<(string Id, string Key, string Value)>(
            $"SELECT model_id, tag_key, tag_value FROM logged_model_tags WHERE {reader.Dialect.In("model_id", "@ids")} ORDER BY {reader.Dialect.AsInserted("logged_model_tags")}",
            new { ids }).ToLookup(row => row.Id, row => new Tag(row.Key, row.Value));
        var metrics = reader.Query<(string Id, string Key, double? Value, long Timestamp, long Step, string? Dataset, string? Digest)>(
            $"""
            SELECT model_id, metric_name, metric_value, metric_timestamp_ms, metric_step, dataset_name, dataset_digest
            FROM logged_model_metrics WHERE {reader.Dialect.In("model_id", "@ids")} ORDER BY {reader.Dialect.AsInserted("logged_model_metrics")}
            """,
            new { ids }).ToLookup(
            row => row.Id,
            row => new Metric(row.Key, row.Value ?? double.NaN, row.Timestamp, row.Step) { ModelId = row.Id, DatasetName = row.Dataset, DatasetDigest = row.Digest });
        return [.. rows.Select(row => row.ToModel([.. parameters[row.Id]], [.. tags[row.Id]], [.. metrics[row.Id]]))];
    }
}

/// <summary>A row of the table <c>logged_models</c>.</summary>
internal sealed class LoggedModelRow
{
    public string Id { get; set; } = "";

    public long ExperimentId { get; set; }

    public string Name { get; set; } = "";

    public string ArtifactUri { get; set; } = "";

    public long CreatedAt { get; set; }

    public long UpdatedAt { get; set; }

    public long Status { get; set; }

    public string? StatusMessage { get; set; }

    public string? ModelType { get; set; }

    public string? SourceRunId { get; set; }

    public LoggedModel ToModel(IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags, IReadOnlyList<Metric> metrics) => new()
    {
        ModelId = Id,
        ExperimentId = ExperimentId.ToString(CultureInfo.InvariantCulture),
        Name = Name,
        ArtifactUri = ArtifactUri,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Status = Enum.IsDefined((LoggedModelStatus)Status) ? (LoggedModelStatus)Status : LoggedModelStatus.Unspecified,
        StatusMessage = StatusMessage,
        ModelType = ModelType,
        SourceRunId = SourceRunId,
        Params = parameters,
        Tags = tags,
        Metrics = metrics,
    };
}
