using System.Buffers;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.LoggedModels;

/// <summary>Logged models in MLflow's tables.</summary>
internal sealed class LoggedModelStore(TrackingDatabase database, TimeProvider time) : ILoggedModelStore
{
    private const int MaxName = 500;
    private static readonly SearchValues<char> Refused = SearchValues.Create("/:.%\"'");

    public Task<LoggedModel> CreateAsync(
        string experimentId,
        string? name = null,
        string? modelType = null,
        string? sourceRunId = null,
        IReadOnlyList<Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var id = Guid.NewGuid();
        var modelName = ValidateName(string.IsNullOrEmpty(name) ? RunNames.From(id) : name);
        ValidateAll(parameters ?? [], tags ?? []);
        return database.WriteAsync(
            writer =>
            {
                var experiment = ExperimentRules.RequireActive(writer, experimentId, RowLock.Keep);
                if (!string.IsNullOrEmpty(sourceRunId))
                {
                    RunRules.Require(writer, sourceRunId);
                }

                var modelId = $"m-{id:N}";
                writer.Execute(
                    """
                    INSERT INTO logged_models (model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status,
                                               lifecycle_stage, model_type, source_run_id)
                    VALUES ($1, $2, $3, $4, $5, $5, $6, 'active', $7, $8)
                    """,
                    modelId, experiment.Id, modelName, ArtifactUri.Append(experiment.ArtifactLocation ?? "", $"models/{modelId}/artifacts"), Now(),
                    (int)LoggedModelStatus.Pending, modelType, string.IsNullOrEmpty(sourceRunId) ? null : sourceRunId);
                PutParams(writer, modelId, parameters ?? []);
                foreach (var tag in tags ?? [])
                {
                    LoggedModelWriter.PutTag(writer, modelId, tag.Key, tag.Value ?? "");
                }

                return LoggedModelReader.Require(writer, modelId);
            },
            cancellationToken);
    }

    public Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(reader => LoggedModelReader.Require(reader, modelId), cancellationToken);

    public Task<LoggedModel> FinalizeAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) => ChangeAsync(
        modelId,
        writer => writer.Execute(
            "UPDATE logged_models SET status = $2, last_updated_timestamp_ms = $3 WHERE model_id = $1", modelId, (int)status, Now()),
        cancellationToken);

    public Task DeleteAsync(string modelId, CancellationToken cancellationToken = default) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            LoggedModelReader.Require(writer, modelId, RowLock.Change);
            writer.Execute(
                "UPDATE logged_models SET lifecycle_stage = 'deleted', last_updated_timestamp_ms = $2 WHERE model_id = $1", modelId, Now());
            notes.Add(AuditActions.DeleteLoggedModel, modelId);
        },
        cancellationToken);

    public Task SetTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default)
    {
        ValidateAll([], tags);
        return ChangeAsync(
            modelId,
            writer =>
            {
                foreach (var tag in tags)
                {
                    LoggedModelWriter.PutTag(writer, modelId, tag.Key, tag.Value ?? "");
                }
            },
            cancellationToken);
    }

    public Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default) => ChangeAsync(
        modelId,
        writer =>
        {
            if (writer.Execute("DELETE FROM logged_model_tags WHERE model_id = $1 AND tag_key = $2", modelId, key) == 0)
            {
                throw Invalid.NotFound($"No tag with key '{key}' found for model with ID '{modelId}'.");
            }
        },
        cancellationToken);

    public Task LogParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default)
    {
        ValidateAll(parameters, []);
        return ChangeAsync(modelId, writer => PutParams(writer, modelId, parameters), cancellationToken);
    }

    public Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        var select = LoggedModelSearch.Compile(query, database.Dialect);
        return database.ReadAsync(
            reader => select.Page(reader, (LoggedModelRow[] rows) => LoggedModelReader.Load(reader, rows), lookAhead: true), cancellationToken);
    }

    private Task<LoggedModel> ChangeAsync(string modelId, Action<SqlWriter> work, CancellationToken cancellationToken) => database.WriteAsync(
        writer =>
        {
            LoggedModelReader.Require(writer, modelId, RowLock.Change);
            work(writer);
            return LoggedModelReader.Require(writer, modelId);
        },
        cancellationToken);

    // Logged once: the same value again is fine, another is refused.
    private static void PutParams(SqlWriter writer, string modelId, IReadOnlyList<Param> parameters)
    {
        foreach (var (key, value) in parameters)
        {
            writer.Execute(
                """
                INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value)
                SELECT model_id, experiment_id, $2, $3 FROM logged_models WHERE model_id = $1 ON CONFLICT DO NOTHING
                """,
                modelId, key, value ?? "");
            var logged = writer.Scalar<string>("SELECT param_value FROM logged_model_params WHERE model_id = $1 AND param_key = $2", modelId, key);
            if (logged != (value ?? ""))
            {
                throw Invalid.Parameter(
                    $"Changing param values is not allowed. Param with key='{key}' was already logged with value='{logged}' for model ID='{modelId}'. "
                    + $"Attempted logging new value '{value}'.");
            }
        }
    }

    private static string ValidateName(string name)
    {
        Text.RequireLength(name, MaxName, "name");
        return name.AsSpan().IndexOfAny(Refused) < 0
            ? name
            : throw Invalid.Parameter(
                $"Invalid model name ('{name}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
    }

    private static void ValidateAll(IReadOnlyList<Param> parameters, IReadOnlyList<Tag> tags)
    {
        foreach (var param in parameters)
        {
            RunRules.Validate(param);
        }

        foreach (var tag in tags)
        {
            RunRules.Validate(tag);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
