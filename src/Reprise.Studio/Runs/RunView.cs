using Reprise.Core.Errors;
using Reprise.Studio.Artifacts;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Runs;

/// <summary>What the page of a run shows; each part is loaded only when its tab is open.</summary>
internal sealed record RunView
{
    private const int MostCharts = 200;
    private const int MostVersions = 20;

    public required Experiment Experiment { get; init; }

    public required Run Run { get; init; }

    public required RunUrl Url { get; init; }

    /// <summary>Models the run logged.</summary>
    public required IReadOnlyList<LoggedModel> Models { get; init; }

    /// <summary>Registered versions made from the run.</summary>
    public IReadOnlyList<ModelVersion> Versions { get; init; } = [];

    /// <summary>Metrics with more than one point, which is what a chart can show.</summary>
    public IReadOnlyList<string> ChartKeys { get; init; } = [];

    public ArtifactTree? Files { get; init; }

    public ArtifactPreview? Preview { get; init; }

    /// <summary>Tags that people or their code set: those of MLflow itself are shown by what they mean.</summary>
    public IEnumerable<Tag> OwnTags => Run.Tags.Where(tag => !tag.Key.StartsWith("mlflow.", StringComparison.Ordinal));

    /// <summary>Tags that MLflow's clients set.</summary>
    public IEnumerable<Tag> SystemTags => Run.Tags.Where(tag => tag.Key.StartsWith("mlflow.", StringComparison.Ordinal));

    public string? Note => Run.Tag("mlflow.note.content");

    public string? Commit => Run.Tag("mlflow.source.git.commit");

    public string? Source => Run.Tag("mlflow.source.name");

    public string? User => Run.Tag("mlflow.user") ?? (Run.Info.UserId.Length > 0 ? Run.Info.UserId : null);

    public string? ParentRunId => Run.Tag("mlflow.parentRunId");

    /// <summary>Loads the run and what the open tab needs.</summary>
    public static async Task<RunView> LoadAsync(ITrackingClient tracking, RunUrl url, CancellationToken cancellationToken)
    {
        var run = await tracking.Runs.GetAsync(url.RunId, cancellationToken).ConfigureAwait(false);
        var view = new RunView
        {
            Url = url,
            Run = run,
            Experiment = await tracking.Experiments.GetAsync(run.Info.ExperimentId, cancellationToken).ConfigureAwait(false),
            Models = await ModelsAsync(tracking, run, cancellationToken).ConfigureAwait(false),
        };
        return url.Tab switch
        {
            RunTab.Charts => view with { ChartKeys = await ChartKeysAsync(tracking, run, cancellationToken).ConfigureAwait(false) },
            RunTab.Artifacts => await view.WithFilesAsync(tracking, cancellationToken).ConfigureAwait(false),
            _ => view with { Versions = await VersionsAsync(tracking, run, cancellationToken).ConfigureAwait(false) },
        };
    }

    private async Task<RunView> WithFilesAsync(ITrackingClient tracking, CancellationToken cancellationToken)
    {
        var root = await ArtifactFiles.RootAsync(tracking, Run, Url.ModelId, cancellationToken).ConfigureAwait(false);
        var folder = Url.Path.EndsWith('/') ? Url.Path.TrimEnd('/') : null;
        var files = await ArtifactTree.LoadAsync(tracking.Artifacts, root, folder, cancellationToken).ConfigureAwait(false);
        var file = folder is null && Url.Path.Length > 0 ? Url.Path : null;
        return this with
        {
            Files = files,
            Preview = file is null ? null : await ArtifactPreview.LoadAsync(tracking.Artifacts, root, file, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyList<LoggedModel>> ModelsAsync(ITrackingClient tracking, Run run, CancellationToken cancellationToken)
    {
        var models = new List<LoggedModel>();
        foreach (var id in run.ModelOutputs.Select(output => output.ModelId).Distinct())
        {
            try
            {
                models.Add(await tracking.LoggedModels.GetAsync(id, cancellationToken).ConfigureAwait(false));
            }
            catch (RepriseException missing) when (missing.Code is ErrorCode.ResourceDoesNotExist or ErrorCode.PermissionDenied)
            {
                // Deleted since, or in an experiment the caller may not read: the run is still what it was.
            }
        }

        return models;
    }

    private static async Task<IReadOnlyList<ModelVersion>> VersionsAsync(ITrackingClient tracking, Run run, CancellationToken cancellationToken)
    {
        var page = await tracking.Registry
            .SearchVersionsAsync(new RegistryQuery { Filter = $"run_id = '{run.Info.RunId}'", MaxResults = MostVersions }, cancellationToken).ConfigureAwait(false);

        // A search names no aliases.
        var versions = new List<ModelVersion>();
        foreach (var version in page.Items.OrderBy(version => version.Name, StringComparer.Ordinal).ThenByDescending(version => version.Version))
        {
            versions.Add(await tracking.Registry.GetVersionAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false));
        }

        return versions;
    }

    // A step other than 0 says that there is a series; only for the others the history is asked.
    private static async Task<IReadOnlyList<string>> ChartKeysAsync(ITrackingClient tracking, Run run, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        foreach (var metric in run.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Take(MostCharts))
        {
            var isSeries = metric.Step != 0
                || (await tracking.Runs.GetMetricHistoryAsync(run.Info.RunId, metric.Key, 2, null, cancellationToken).ConfigureAwait(false)).Items.Count > 1;
            if (isSeries)
            {
                keys.Add(metric.Key);
            }
        }

        return keys;
    }
}
