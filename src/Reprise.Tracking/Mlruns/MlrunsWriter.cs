using System.Globalization;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Mlruns;

/// <summary>Writes single entities of a file store into a folder that will have another name when it is done.</summary>
internal sealed class MlrunsWriter(ITrackingClient client, string staging, string folder)
{
    private readonly List<(string From, string To)> _moved = [];

    public ImportLog Log { get; } = new();

    public void Experiment(Experiment experiment)
    {
        var at = Folder(experiment);
        Meta(
            at,
            ("artifact_location", FileUri(at)),
            ("creation_time", experiment.CreatedAt),
            ("experiment_id", experiment.Id),
            ("last_update_time", experiment.UpdatedAt),
            ("lifecycle_stage", experiment.Lifecycle == LifecycleStage.Deleted ? Lifecycles.Deleted : Lifecycles.Active),
            ("name", experiment.Name));
        Values(at + "/tags", experiment.Tags.Select(tag => (tag.Key, tag.Value)));
        Log.Experiments++;
    }

    public async Task RunAsync(Run run, Experiment experiment, CancellationToken cancellationToken)
    {
        var at = $"{Folder(experiment)}/{run.Info.RunId}";
        var deleted = run.Info.Lifecycle == LifecycleStage.Deleted;
        Meta(
            at,
            ("artifact_uri", FileUri(at + "/artifacts")),
            ("deleted_time", null),
            ("end_time", run.Info.EndTime),
            ("entry_point_name", ""),
            ("experiment_id", run.Info.ExperimentId),
            ("lifecycle_stage", deleted ? Lifecycles.Deleted : Lifecycles.Active),
            ("run_id", run.Info.RunId),
            ("run_name", run.Info.Name),
            ("run_uuid", run.Info.RunId),
            ("source_name", ""),
            ("source_type", 4),
            ("source_version", ""),
            ("start_time", run.Info.StartTime),
            ("status", (int)run.Info.Status),
            ("user_id", run.Info.UserId));
        Values(at + "/params", run.Params.Select(param => (param.Key, param.Value)));
        Values(at + "/tags", run.Tags.Select(tag => (tag.Key, tag.Value)));
        foreach (var metric in run.Metrics)
        {
            await MetricAsync(run.Info.RunId, metric.Key, at, cancellationToken).ConfigureAwait(false);
        }

        await ArtifactsAsync(run.Info.ArtifactUri, at + "/artifacts", cancellationToken).ConfigureAwait(false);
        Log.Runs++;
    }

    public async Task LoggedModelAsync(LoggedModel model, Experiment experiment, CancellationToken cancellationToken)
    {
        var at = $"{Folder(experiment)}/models/{model.ModelId}";
        Meta(
            at,
            ("artifact_location", FileUri(at + "/artifacts")),
            ("creation_timestamp", model.CreatedAt),
            ("experiment_id", model.ExperimentId),
            ("last_updated_timestamp", model.UpdatedAt),
            ("lifecycle_stage", Lifecycles.Active),
            ("model_id", model.ModelId),
            ("model_type", model.ModelType),
            ("name", model.Name),
            ("source_run_id", model.SourceRunId),
            ("status", (int)model.Status),
            ("status_message", model.StatusMessage));
        Values(at + "/params", model.Params.Select(param => (param.Key, param.Value)));
        Values(at + "/tags", model.Tags.Select(tag => (tag.Key, tag.Value)));
        await ArtifactsAsync(model.ArtifactUri, at + "/artifacts", cancellationToken).ConfigureAwait(false);
        Log.LoggedModels++;
    }

    public void RegisteredModel(RegisteredModel model, IReadOnlyList<ModelVersion> versions)
    {
        var at = "models/" + model.Name;
        Meta(at, ("creation_timestamp", model.CreatedAt), ("description", model.Description), ("last_updated_timestamp", model.UpdatedAt), ("name", model.Name));
        Values(at + "/tags", model.Tags.Select(tag => (tag.Key, tag.Value)));
        Values(at + "/aliases", model.Aliases.Select(alias => (alias.Alias, alias.Version.ToString(CultureInfo.InvariantCulture))));
        foreach (var version in versions)
        {
            var below = FormattableString.Invariant($"{at}/version-{version.Version}");
            Meta(
                below,
                ("creation_timestamp", version.CreatedAt),
                ("current_stage", version.Stage.ToString()),
                ("description", version.Description),
                ("last_updated_timestamp", version.UpdatedAt),
                ("name", version.Name),
                ("run_id", version.RunId),
                ("run_link", version.RunLink),
                ("source", Relocation.Of(version.Source, _moved)),
                ("status", version.Status),
                ("status_message", null),
                ("user_id", null),
                ("version", version.Version));
            Values(below + "/tags", version.Tags.Select(tag => (tag.Key, tag.Value)));
            Log.ModelVersions++;
        }
    }

    private static string Folder(Experiment experiment) => experiment.Lifecycle == LifecycleStage.Deleted ? ".trash/" + experiment.Id : experiment.Id;

    private async Task MetricAsync(string runId, string key, string at, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        string? token = null;
        do
        {
            var page = await client.Runs.GetMetricHistoryAsync(runId, key, 25_000, token, cancellationToken).ConfigureAwait(false);
            foreach (var point in page.Items)
            {
                var value = double.IsNaN(point.Value) ? "nan" : point.Value.ToString("R", CultureInfo.InvariantCulture);
                text.Append(CultureInfo.InvariantCulture, $"{point.Timestamp} {value} {point.Step}\n");
            }

            Log.MetricPoints += page.Items.Count;
            token = page.NextPageToken;
        }
        while (token is not null);
        Write($"{at}/metrics/{key}", text.ToString());
    }

    private async Task ArtifactsAsync(string uri, string at, CancellationToken cancellationToken)
    {
        try
        {
            var target = Path.Combine(staging, at);
            Directory.CreateDirectory(target);
            if ((await client.Artifacts.ListAsync(uri, cancellationToken: cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                await client.Artifacts.ReadFolderAsync(uri, null, target, cancellationToken).ConfigureAwait(false);
                Log.Files += Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Count();
            }

            _moved.Add((uri, FileUri(at)));
        }
        catch (RepriseException exception) when (exception.Code is ErrorCode.ResourceDoesNotExist or ErrorCode.NotImplemented or ErrorCode.PermissionDenied or ErrorCode.InvalidParameterValue)
        {
            Log.Problem(at, $"the artifacts are not copied: {exception.Message}");
        }
    }

    private string FileUri(string at) => new UriBuilder { Scheme = "file", Host = "", Path = Path.Combine(folder, at) }.Uri.AbsoluteUri;

    private void Values(string at, IEnumerable<(string Key, string Value)> values)
    {
        foreach (var (key, value) in values)
        {
            Write($"{at}/{key}", value);
        }
    }

    // A key that is a part of another key cannot be a file: MLflow has the same limit.
    private void Write(string at, string text)
    {
        var path = Path.GetFullPath(Path.Combine(staging, at));
        try
        {
            if (!path.StartsWith(staging + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                Log.Problem(at, "the name leads out of the folder; it is left out.");
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException && (Directory.Exists(path) || File.Exists(Path.GetDirectoryName(path)) || at.Length > 200))
        {
            Log.Problem(at, "cannot be a file beside the others (a key that is a part of another, or too long); it is left out.");
        }
    }

    private void Meta(string at, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            text.Append(name).Append(": ").Append(value switch
            {
                null => "null",
                string word => Quoted(word),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture),
            }).Append('\n');
        }

        Write(at + "/meta.yaml", text.ToString());
    }

    // In double quotes YAML reads JSON's escapes.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? quoted.Append('\\').Append(c) : char.IsControl(c) || c is '\u2028' or '\u2029' ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
