using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Database;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Mlruns;

/// <summary>One run's folder: first the run, then everything on it, at last its state, so that a run that looks finished is whole.</summary>
internal sealed class RunImport(LocalTrackingClient client, ImportLog log)
{
    private const string Running = "RUNNING";

    /// <summary>Where artifacts were and where they are now, for what points at them.</summary>
    public List<(string From, string To)> Moved { get; } = [];

    public async Task RunAsync(string folder, ExperimentRow experiment, CancellationToken cancellationToken)
    {
        if (MetaFile.Read(folder, log) is not { } meta || (meta.Text("run_id") ?? meta.Required("run_uuid")) is not { } runId)
        {
            return;
        }

        if (runId.Length > 32 || !runId.All(char.IsAsciiLetterOrDigit) || runId != Path.GetFileName(folder))
        {
            log.Problem(folder, $"the run_id '{runId}' is not the folder's name of at most 32 letters and digits; the run is left out.");
            return;
        }

        try
        {
            var given = meta.Text("artifact_uri");
            var isLocal = given is null || ArtifactUri.Scheme(given) is null or "file" or "mlflow-artifacts";
            var uri = await AddAsync(runId, meta, experiment, isLocal ? null : given, cancellationToken).ConfigureAwait(false);
            if (uri is null)
            {
                log.Problem(folder, "the store has this run in another experiment; the run is left out.");
                return;
            }

            await ValuesAsync(folder, runId, meta, cancellationToken).ConfigureAwait(false);
            await MetricsAsync(folder, runId, cancellationToken).ConfigureAwait(false);
            if (isLocal)
            {
                await ArtifactImport.CopyAsync(Path.Combine(folder, "artifacts"), uri, client.Artifacts, log, cancellationToken).ConfigureAwait(false);
                Moved.Add((given ?? Path.Combine(folder, "artifacts"), uri));
            }

            await EndAsync(runId, meta, cancellationToken).ConfigureAwait(false);
            log.Runs++;
        }
        catch (RepriseException exception) when (exception.Code is not (ErrorCode.TemporarilyUnavailable or ErrorCode.PermissionDenied))
        {
            log.Problem(folder, $"the run is not whole in the store: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.Problem(folder, $"the run is not whole in the store: {exception.Message}");
        }
    }

    // The artifact URI of the run in the store; null when the run is somewhere else there.
    private Task<string?> AddAsync(string runId, MetaFile meta, ExperimentRow experiment, string? remote, CancellationToken cancellationToken)
    {
        var name = Text.Truncate(meta.Text("run_name") ?? "", Limits.Key);
        var user = Text.Truncate(meta.Text("user_id") ?? "", 256);
        var source = Text.Truncate(meta.Text("source_name") ?? "", 500);
        var entry = Text.Truncate(meta.Text("entry_point_name") ?? "", 50);
        var version = Text.Truncate(meta.Text("source_version") ?? "", 50);
        var type = meta.Word("source_type", "UNKNOWN", "NOTEBOOK", "JOB", "PROJECT", "LOCAL", "UNKNOWN");
        var start = meta.Number("start_time") ?? 0;
        var uri = remote ?? ArtifactUri.Append(experiment.ArtifactLocation ?? "", $"{runId}/artifacts");
        return client.Database.WriteAsync(
            writer =>
            {
                writer.Execute(
                    $"""
                    INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, source_version,
                                      lifecycle_stage, artifact_uri, experiment_id)
                    VALUES ($1, $2, $3, $4, $5, $6, '{Running}', $7, $8, 'active', $9, $10) ON CONFLICT DO NOTHING
                    """,
                    runId, name, type, source, entry, user, start, version, uri, experiment.Id);
                return writer.Scalar<string>("SELECT artifact_uri FROM runs WHERE run_uuid = $1 AND experiment_id = $2", runId, experiment.Id);
            },
            cancellationToken);
    }

    private async Task ValuesAsync(string folder, string runId, MetaFile meta, CancellationToken cancellationToken)
    {
        var parameters = Checked(Path.Combine(folder, "params"), value => RunRules.Validate(new Param(value.Key, value.Value)));
        var tags = Checked(Path.Combine(folder, "tags"), RunRules.Validate);
        if (meta.Text("run_name") is { Length: > 0 } name && tags.TrueForAll(tag => tag.Key != RunRules.NameTag))
        {
            tags.Add(new Tag(RunRules.NameTag, name));
        }

        var changed = await client.Database.WriteAsync(
            writer =>
            {
                writer.ExecuteAll(
                    "INSERT INTO tags (key, value, run_uuid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                    [.. tags.Select(tag => new object?[] { tag.Key, tag.Value, runId })]);
                return RunWriter.PutParams(writer, runId, parameters);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var (wanted, logged) in changed)
        {
            log.Problem(Path.Combine(folder, "params", wanted.Key), $"says '{wanted.Value}'; the store has '{logged}', which stays.");
        }
    }

    private List<T> Checked<T>(string folder, Func<Tag, string, T> check) => Checked(folder, tag => check(tag, ""));

    private List<T> Checked<T>(string folder, Func<Tag, T> check)
    {
        var good = new List<T>();
        foreach (var value in ValueFiles.Values(folder, log))
        {
            try
            {
                good.Add(check(value));
            }
            catch (RepriseException exception)
            {
                log.Problem(Path.Combine(folder, value.Key), exception.Message);
            }
        }

        return good;
    }

    private async Task MetricsAsync(string folder, string runId, CancellationToken cancellationToken)
    {
        foreach (var (key, path) in ValueFiles.Of(Path.Combine(folder, "metrics")))
        {
            foreach (var batch in Valid(key, path).Chunk(Limits.BatchMetrics))
            {
                await client.Database.WriteAsync(writer => RunWriter.PutMetrics(writer, runId, batch), cancellationToken).ConfigureAwait(false);
                log.MetricPoints += batch.Length;
            }
        }
    }

    private IEnumerable<Metric> Valid(string key, string path)
    {
        foreach (var point in ValueFiles.Points(key, path, log))
        {
            Metric? good = null;
            try
            {
                good = RunRules.Validate(point);
            }
            catch (RepriseException exception)
            {
                log.Problem(path, exception.Message);
            }

            if (good is not null)
            {
                yield return good;
            }
        }
    }

    private Task<int> EndAsync(string runId, MetaFile meta, CancellationToken cancellationToken)
    {
        var status = meta.Word("status", Running, Running, "SCHEDULED", "FINISHED", "FAILED", "KILLED");
        var stage = meta.Word("lifecycle_stage", Lifecycles.Active, Lifecycles.Active, Lifecycles.Deleted);
        var (end, deleted) = (meta.Number("end_time"), stage == Lifecycles.Deleted ? meta.Number("deleted_time") ?? 0 : (long?)null);
        return client.Database.WriteAsync(
            writer => writer.Execute(
                $"UPDATE runs SET status = $2, end_time = $3, lifecycle_stage = $4, deleted_time = $5 WHERE run_uuid = $1 AND status = '{Running}'",
                runId, status, end, stage, deleted),
            cancellationToken);
    }
}
