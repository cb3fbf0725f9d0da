using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Serving.Tests;

/// <summary>A real store in a folder of its own, with a registered model of which versions are forests of different size.</summary>
internal sealed class MusicRegistry : IAsyncDisposable
{
    public const string Name = "turkish-music-emotion";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, int> _treesOfVersion = [];

    private MusicRegistry()
    {
    }

    public ITrackingClient Tracking { get; private set; } = null!;

    public string Home => _folder["home"];

    public string Cache => _folder["cache"];

    /// <summary>A store with the model registered and no version.</summary>
    public static async Task<MusicRegistry> CreateAsync()
    {
        var registry = new MusicRegistry();
        registry.Tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = registry.Home }, TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.CreateModelAsync(Name, cancellationToken: TestContext.Current.CancellationToken);
        return registry;
    }

    /// <summary>Logs a forest in a run of its own and registers it.</summary>
    public async Task<ModelVersion> AddVersionAsync(int trees, Action<string>? damage = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var run = await Tracking.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, cancellationToken);
        var local = _folder[$"upload-{run.Info.RunId}"];
        MusicModels.WriteTo(local, trees, run.Info.RunId);
        damage?.Invoke(local);
        foreach (var file in Directory.EnumerateFiles(local))
        {
            await using var content = File.OpenRead(file);
            await Tracking.Artifacts.WriteAsync(run.Info.ArtifactUri, $"model/{Path.GetFileName(file)}", content, cancellationToken);
        }

        await Tracking.Runs.LogMetricAsync(run.Info.RunId, new Metric("accuracy", trees / 100.0, 1), cancellationToken);
        var version = await Tracking.Registry.CreateVersionAsync(
            new NewModelVersion { Name = Name, Source = $"{run.Info.ArtifactUri}/model", RunId = run.Info.RunId }, cancellationToken);
        _treesOfVersion[version.Version] = trees;
        return version;
    }

    public Task<ModelVersion> PromoteAsync(int version) =>
        Tracking.Registry.PromoteAsync(new Promotion { Name = Name, Version = version }, TestContext.Current.CancellationToken);

    /// <summary>The probabilities that a version gives for the first row of the data.</summary>
    public double[] ExpectedOf(int version) =>
        MusicModels.WithTrees(_treesOfVersion[version]).Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray();

    public async ValueTask DisposeAsync()
    {
        await Tracking.DisposeAsync();
        _folder.Dispose();
    }
}
