using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Mlruns;

/// <summary>Writes what a store holds as MLflow's file store, a folder <c>mlruns</c> that <c>mlflow ui --backend-store-uri</c> and <see cref="MlrunsImport"/> read.</summary>
public static class MlrunsExport
{
    /// <summary>Writes experiments, runs, metrics, artifacts, logged models and registered models; deleted experiments and runs too.</summary>
    /// <param name="client">The store, in this process or behind a server.</param>
    /// <param name="folder">The folder to write; must not exist. It appears when everything is in it.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>What was written and what could not be.</returns>
    /// <exception cref="RepriseException">The folder exists or cannot be written, or the store fails.</exception>
    public static async Task<ImportLog> RunAsync(ITrackingClient client, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(folder))
        {
            throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"'{folder}' exists, and an export is written to a new folder only. Choose another, or move this one away.");
        }

        var staging = Path.Combine(Path.GetDirectoryName(folder)!, ".reprise-tmp-export-" + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(staging);
            var writer = new MlrunsWriter(client, staging, folder);
            await foreach (var experiment in PagesAsync(token => client.Experiments.SearchAsync(new ExperimentQuery { View = ViewType.All, PageToken = token }, cancellationToken)).ConfigureAwait(false))
            {
                await ExperimentAsync(writer, client, experiment, cancellationToken).ConfigureAwait(false);
            }

            await foreach (var model in PagesAsync(token => client.Registry.SearchModelsAsync(new RegistryQuery { PageToken = token }, cancellationToken)).ConfigureAwait(false))
            {
                var versions = new List<ModelVersion>();
                var name = model.Name.Replace("'", "''", StringComparison.Ordinal);
                await foreach (var version in PagesAsync(token => client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = $"name = '{name}'", PageToken = token }, cancellationToken)).ConfigureAwait(false))
                {
                    versions.Add(version);
                }

                writer.RegisteredModel(model, versions);
            }

            Directory.Move(staging, folder);
            return writer.Log;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"'{folder}' cannot be written: {exception.Message} Nothing is left of the export.", exception);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static async Task ExperimentAsync(MlrunsWriter writer, ITrackingClient client, Experiment experiment, CancellationToken cancellationToken)
    {
        writer.Experiment(experiment);
        var runs = new RunQuery { ExperimentIds = [experiment.Id], View = ViewType.All };
        await foreach (var run in PagesAsync(token => client.Runs.SearchAsync(runs with { PageToken = token }, cancellationToken)).ConfigureAwait(false))
        {
            await writer.RunAsync(run, experiment, cancellationToken).ConfigureAwait(false);
        }

        var models = new LoggedModelQuery { ExperimentIds = [experiment.Id] };
        await foreach (var model in PagesAsync(token => client.LoggedModels.SearchAsync(models with { PageToken = token }, cancellationToken)).ConfigureAwait(false))
        {
            await writer.LoggedModelAsync(model, experiment, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<T> PagesAsync<T>(Func<string?, Task<Page<T>>> next)
    {
        string? token = null;
        do
        {
            var page = await next(token).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            token = page.NextPageToken;
        }
        while (token is not null);
    }
}
