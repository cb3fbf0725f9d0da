using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Runs;

/// <summary>Runs in MLflow's tables.</summary>
internal sealed class RunStore(TrackingDatabase database, TimeProvider time) : IRunStore
{
    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var id = Guid.NewGuid();
        var tags = NewRunTags.Of(run, id, out var name);
        return database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                var experiment = ExperimentRules.RequireActive(writer, run.ExperimentId, RowLock.Keep);
                var runId = id.ToString("N");
                var artifactUri = ArtifactUri.Append(experiment.ArtifactLocation ?? "", $"{runId}/artifacts");
                writer.Execute(
                    """
                    INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, source_version,
                                      lifecycle_stage, artifact_uri, experiment_id)
                    VALUES ($1, $2, 'UNKNOWN', '', '', $3, 'RUNNING', $4, '', 'active', $5, $6)
                    """,
                    runId, name, run.UserId, run.StartTime, artifactUri, experiment.Id);
                writer.ExecuteAll(
                    "INSERT INTO tags (key, value, run_uuid) VALUES ($1, $2, $3)", [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, runId })]);

                notes.Add(AuditActions.CreateRun, runId, ("experiment_id", experiment.Id), ("name", name));
                var row = new RunRow
                {
                    Id = runId,
                    ExperimentId = experiment.Id,
                    Name = name,
                    UserId = run.UserId,
                    StartTime = run.StartTime,
                    ArtifactUri = artifactUri,
                };
                return new Run { Info = row.ToInfo(), Tags = tags };
            },
            cancellationToken);
    }

    public Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(reader => RunReader.Load(reader, [RunRules.Require(reader, runId)])[0], cancellationToken);

    public Task<RunInfo> UpdateAsync(
        string runId, RunStatus? status = null, long? endTime = null, string? name = null, CancellationToken cancellationToken = default) =>
        database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                var former = RunRules.RequireActive(writer, runId, RowLock.Change);
                writer.Execute(
                    "UPDATE runs SET status = coalesce($2, status), end_time = coalesce($3, end_time) WHERE run_uuid = $1",
                    runId, status is { } state ? RunStatuses.Text(state) : null, endTime);
                if (!string.IsNullOrEmpty(name))
                {
                    Rename(writer, notes, former, RunRules.Validate(new Tag(RunRules.NameTag, name)));
                }

                return RunRules.Require(writer, runId).ToInfo();
            },
            cancellationToken);

    public Task DeleteAsync(string runId, CancellationToken cancellationToken = default) => MoveAsync(runId, Lifecycles.Deleted, cancellationToken);

    public Task RestoreAsync(string runId, CancellationToken cancellationToken = default) => MoveAsync(runId, Lifecycles.Active, cancellationToken);

    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var stored = RunRules.Validate(metric);
        return LogAsync(runId, (writer, _) => RunWriter.PutMetrics(writer, runId, [stored]), cancellationToken);
    }

    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default)
    {
        var stored = RunRules.Validate(param);
        return LogAsync(
            runId,
            (writer, _) =>
            {
                if (RunWriter.PutParams(writer, runId, [stored]) is [var (wanted, logged)])
                {
                    throw Invalid.Parameter(
                        $"Changing param values is not allowed. Param with key='{wanted.Key}' was already logged with value='{logged}' "
                        + $"for run ID='{runId}'. Attempted logging new value '{wanted.Value}'.");
                }
            },
            cancellationToken);
    }

    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default)
    {
        var stored = RunRules.Validate(tag);
        return stored.Key == RunRules.NameTag
            ? database.ChangeAsync(
                time, (writer, notes) => Rename(writer, notes, RunRules.RequireActive(writer, runId, RowLock.Change), stored), cancellationToken)
            : LogAsync(runId, (writer, _) => RunWriter.PutTag(writer, runId, stored), cancellationToken);
    }

    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) => LogAsync(
        runId,
        (writer, _) =>
        {
            if (writer.Execute("DELETE FROM tags WHERE key = $1 AND run_uuid = $2", key, runId) == 0)
            {
                throw Invalid.NotFound($"No tag with name: {key} in run with id {runId}");
            }
        },
        cancellationToken);

    public Task LogBatchAsync(
        string runId,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<Param> parameters,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken = default)
    {
        RunRules.ValidateBatch(metrics.Count, parameters, tags.Count);
        var storedMetrics = metrics.Select((metric, i) => RunRules.Validate(metric, FormattableString.Invariant($"metrics[{i}]."))).ToList();
        var storedParams = parameters.Select((param, i) => RunRules.Validate(param, FormattableString.Invariant($"params[{i}]."))).ToList();
        var storedTags = tags.Select((tag, i) => RunRules.Validate(tag, FormattableString.Invariant($"tags[{i}]."))).ToList();
        return LogAsync(
            runId,
            (writer, _) =>
            {
                var changed = RunWriter.PutParams(writer, runId, storedParams);
                if (changed.Count > 0)
                {
                    var list = changed.Select(c => $"{{'key': '{c.Wanted.Key}', 'old_value': '{c.Logged}', 'new_value': '{c.Wanted.Value}'}}");
                    throw Invalid.Parameter(
                        $"Changing param values is not allowed. Params were already logged='[{string.Join(", ", list)}]' for run ID='{runId}'.");
                }

                RunWriter.PutMetrics(writer, runId, storedMetrics);
                storedTags.ForEach(tag => RunWriter.PutTag(writer, runId, tag));
            },
            cancellationToken,
            RowLock.Change);   // several rows of one run: two batches that met in the middle would wait for each other
    }

    public Task LogInputsAsync(
        string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default)
    {
        RunInputs.Validate(datasets);
        return LogAsync(
            runId,
            (writer, run) =>
            {
                RunInputs.PutDatasets(writer, run, datasets);
                RunInputs.PutModels(writer, runId, modelIds);
            },
            cancellationToken);
    }

    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken = default) =>
        LogAsync(runId, (writer, _) => RunInputs.PutOutputs(writer, runId, models), cancellationToken);

    public Task LogModelAsync(string runId, string modelJson, CancellationToken cancellationToken = default) => LogAsync(
        runId,
        (writer, _) =>
        {
            var history = writer.Scalar<string>("SELECT value FROM tags WHERE key = $1 AND run_uuid = $2", LoggedModelHistory.TagKey, runId);
            RunWriter.PutTag(writer, runId, new Tag(LoggedModelHistory.TagKey, LoggedModelHistory.Append(history, modelJson)));
        },
        cancellationToken,
        RowLock.Change);

    public Task<Page<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        SearchRules.ValidateMaxResults(maxResults ?? int.MaxValue, int.MaxValue);
        var offset = PageToken.Decode(pageToken);
        return database.ReadAsync(
            reader =>
            {
                var points = RunReader.History(reader, runId, key, offset, maxResults is { } limit ? limit + 1L : long.MaxValue);
                if (maxResults is not { } size || points.Count <= size)
                {
                    return new Page<Metric>(points);
                }

                points.RemoveAt(size);
                return new Page<Metric>(points, PageToken.Encode(offset + size));
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        SearchRules.ValidateMaxResults(maxResults, int.MaxValue);
        return database.ReadAsync<IReadOnlyList<RunMetric>>(reader => MetricSamples.First(reader, runIds, key, maxResults), cancellationToken);
    }

    public Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(MetricSampling sampling, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        sampling.Validate();
        return database.ReadAsync<IReadOnlyList<RunMetric>>(reader => MetricSamples.Spread(reader, sampling), cancellationToken);
    }

    public Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(DatasetQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = FilterParser.Parse(query.Filter, SearchVocabularies.Datasets);
        return database.ReadAsync<IReadOnlyList<DatasetSummary>>(reader => DatasetSearch.Find(reader, query, filter), cancellationToken);
    }

    public Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.ExperimentIds.Count == 0)
        {
            return Task.FromResult(Page<Run>.Empty);
        }

        var select = RunSearch.Compile(query, database.Dialect);
        return database.ReadAsync(
            reader => select.Page(reader, (RunRow[] rows) => RunReader.Load(reader, rows), lookAhead: false), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, RunTotals>> CountAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyDictionary<string, RunTotals>>(
        reader =>
        {
            var totals = experimentIds.Distinct().ToDictionary(id => id, _ => new RunTotals(0, null), StringComparer.Ordinal);
            var counted = reader.Query<(string Id, long Runs, long? Last)>(
                $"""
                SELECT CAST(experiment_id AS TEXT), count(*), max(start_time) FROM runs
                WHERE lifecycle_stage = 'active' AND {reader.Dialect.In("CAST(experiment_id AS TEXT)", "@ids")} GROUP BY experiment_id
                """,
                new { ids = reader.Dialect.List(totals.Keys) });
            foreach (var (id, runs, last) in counted)
            {
                totals[id] = new RunTotals((int)runs, last);
            }

            return totals;
        },
        cancellationToken);

    private static void Rename(SqlWriter writer, AuditNotes notes, RunRow run, Tag name)
    {
        RunWriter.PutTag(writer, run.Id, name);
        if (run.Name != name.Value)
        {
            notes.Add(AuditActions.RenameRun, run.Id, ("from", run.Name), ("to", name.Value));
        }
    }

    private Task MoveAsync(string runId, string stage, CancellationToken cancellationToken) => database.ChangeAsync(
        time,
        (writer, notes) =>
        {
            var run = RunRules.Require(writer, runId, RowLock.Change);
            var moved = writer.Execute(
                "UPDATE runs SET lifecycle_stage = $2, deleted_time = $3 WHERE run_uuid = $1 AND lifecycle_stage <> $2",
                runId, stage, stage == Lifecycles.Deleted ? time.GetUtcNow().ToUnixTimeMilliseconds() : null);
            if (moved > 0)
            {
                notes.Add(stage == Lifecycles.Deleted ? AuditActions.DeleteRun : AuditActions.RestoreRun, runId, ("experiment_id", run.ExperimentId), ("name", run.Name));
            }
        },
        cancellationToken);

    private Task LogAsync(
        string runId, Action<SqlWriter, RunRow> work, CancellationToken cancellationToken, RowLock rowLock = RowLock.Keep) =>
        database.WriteAsync(writer => work(writer, RunRules.RequireActive(writer, runId, rowLock)), cancellationToken);
}
