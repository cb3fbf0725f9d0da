using Microsoft.Data.Sqlite;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using TurkishMusic.Loop;

namespace Reprise.Cli.Tests.Demo;

/// <summary>What must hold in a home after its process died at any moment.</summary>
internal static class HomeInspection
{
    private static readonly string[] FilesOfARun =
    [
        "data/validation.json", "environment.json", "evaluation/classification_report.json", "evaluation/classification_report.txt", "evaluation/confusion_matrix.csv",
        "evaluation/confusion_matrix.svg", "evaluation/folds.csv", "evaluation/roc_curves.svg", "evaluation/scheme.txt", "feature_importances.csv", "feature_importances.svg",
        "model/MLmodel", "model/input_example.json", "model/model.safetensors", "model/serving_input_example.json",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Checks everything; returns how many runs are finished and how many versions there are.</summary>
    public static async Task<(int Finished, int Versions)> CheckAsync(string home)
    {
        var database = Path.Combine(home, LocalTrackingClient.DatabaseFile);
        if (!File.Exists(database))
        {
            return (0, 0);
        }

        await using var tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, Token);
        CheckDatabase(database);
        var cache = Directory.CreateTempSubdirectory("reprise-inspect-").FullName;
        try
        {
            var pool = new ModelPool(tracking, new ServingOptions { CacheFolder = cache, MaxModelsInMemory = 1000 }, TimeProvider.System);
            return (await CheckRunsAsync(tracking, pool), await CheckRegistryAsync(tracking, pool));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private static void CheckDatabase(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
        command.CommandText = "PRAGMA foreign_key_check";
        Assert.Null(command.ExecuteScalar());
    }

    private static async Task<int> CheckRunsAsync(LocalTrackingClient tracking, ModelPool pool)
    {
        var experiments = await tracking.Experiments.SearchAsync(new ExperimentQuery(), Token);
        var runs = await tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = [.. experiments.Items.Select(e => e.Id)], View = ViewType.All }, Token);
        foreach (var run in runs.Items)
        {
            Assert.Contains(run.Info.Status, (RunStatus[])[RunStatus.Finished, RunStatus.Killed]);
            Assert.NotNull(run.Info.EndTime);
            if (run.Info.Status == RunStatus.Finished)
            {
                Assert.Equal(FilesOfARun, await FilesAsync(tracking.Artifacts, run.Info.ArtifactUri));
                Assert.Contains(run.Metrics, metric => metric.Key == "accuracy");
                var model = await pool.GetAsync(ModelUri.Parse($"runs:/{run.Info.RunId}/model"), Token);
                Assert.Equal(model.Model.Sha256, run.Tag("reprise.model.sha256"));
            }
        }

        return runs.Items.Count(run => run.Info.Status == RunStatus.Finished);
    }

    private static async Task<int> CheckRegistryAsync(LocalTrackingClient tracking, ModelPool pool)
    {
        var models = await tracking.Registry.SearchModelsAsync(new RegistryQuery(), Token);
        var versions = await tracking.Registry.SearchVersionsAsync(new RegistryQuery(), Token);
        foreach (var version in versions.Items)
        {
            Assert.Equal(RunStatus.Finished, (await tracking.Runs.GetAsync(version.RunId!, Token)).Info.Status);
            Assert.Equal(version.Version, (await pool.GetAsync(ModelUri.OfVersion(version.Name, version.Version), Token)).Version);
        }

        foreach (var alias in models.Items.SelectMany(model => model.Aliases))
        {
            var live = await tracking.Registry.GetVersionByAliasAsync(EmotionLoop.ModelName, alias.Alias, Token);
            Assert.Equal((ModelStage.Production, "passed"), (live.Stage, live.Tag("reprise.gate")));
        }

        Assert.All(
            versions.Items.Where(version => version.Stage == ModelStage.Production),
            version => Assert.Contains(models.Items.SelectMany(model => model.Aliases), alias => alias.Version == version.Version));
        return versions.Items.Count;
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(IArtifactStore artifacts, string root)
    {
        var files = new List<string>();
        foreach (var entry in await artifacts.ListAsync(root, cancellationToken: Token))
        {
            files.AddRange(entry.IsDirectory ? (await artifacts.ListAsync(root, entry.Path, Token)).Select(file => file.Path) : [entry.Path]);
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }
}
