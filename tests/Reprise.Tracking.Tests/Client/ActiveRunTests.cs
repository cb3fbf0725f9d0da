using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

public sealed class ActiveRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FinishAsync_AfterLogging_KeepsEverything()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await StartAsync(client);
        await run.LogParamsAsync(Enumerable.Range(0, 250).Select(i => new Param($"p{i}", "1")), Token);
        await run.SetTagsAsync(Enumerable.Range(0, 150).Select(i => new Tag($"t{i}", "1")), Token);
        for (var step = 0; step < 1234; step++)
        {
            await run.LogMetricAsync("loss", 1.0 / (step + 1), step, Token);
        }

        await run.LogDatasetAsync(new DatasetInput { Name = "d", Digest = "1", SourceType = "local", Source = "{}" }, Token);
        await run.LogTextAsync("a/b.txt", "text", Token);
        await run.FinishAsync(cancellationToken: Token);
        var stored = await client.Runs.GetAsync(run.RunId, Token);

        Assert.Equal(RunStatus.Finished, stored.Info.Status);
        Assert.True(stored.Info.EndTime >= stored.Info.StartTime && stored.Info.StartTime > 0);
        Assert.Equal((250, 1), (stored.Params.Count, stored.DatasetInputs.Count));
        Assert.Equal(1234, (await client.Runs.GetMetricHistoryAsync(run.RunId, "loss", cancellationToken: Token)).Items.Count);
        Assert.Equal("text", await client.Artifacts.ReadTextAsync(stored.Info.ArtifactUri, "a/b.txt", Token));
    }

    [Fact]
    public async Task DisposeAsync_WithoutFinish_MarksFailedAndKeepsWaitingMetrics()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        string runId;
        await using (var run = await StartAsync(client))
        {
            runId = run.RunId;
            await run.LogMetricAsync("m", 1, cancellationToken: Token);
        }

        var stored = await client.Runs.GetAsync(runId, Token);
        Assert.Equal(RunStatus.Failed, stored.Info.Status);
        Assert.Single(stored.Metrics);
    }

    [Fact]
    public async Task DisposeAsync_StoreIsGone_KeepsQuiet()
    {
        using var home = new TemporaryHome();
        var client = await home.OpenAsync();
        var run = await StartAsync(client);
        await run.LogMetricAsync("m", 1, cancellationToken: Token);
        await client.DisposeAsync();

        await run.DisposeAsync();
    }

    [Fact]
    public async Task LogMetricAsync_BrokenKey_IsRefusedWhereItIsLogged()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await StartAsync(client);

        await Refusal.IsAsync(
            ErrorCode.InvalidParameterValue,
            "Missing value for required parameter 'key'. See the API docs for more information about request parameters.",
            () => run.LogMetricAsync("", 1, cancellationToken: Token));
    }

    [Fact]
    public async Task LogMetricAsync_FewPoints_WaitUntilFlushed()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await StartAsync(client);
        await run.LogMetricAsync("m", 1, cancellationToken: Token);
        Assert.Empty((await client.Runs.GetAsync(run.RunId, Token)).Metrics);

        await run.FlushAsync(Token);
        Assert.Single((await client.Runs.GetAsync(run.RunId, Token)).Metrics);
    }

    [Fact]
    public async Task LogFolderAsync_NewFolder_AppearsWhole()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await StartAsync(client);
        var model = Directory.CreateDirectory(Path.Combine(home.Folder, "model")).FullName;
        await File.WriteAllTextAsync(Path.Combine(model, "MLmodel"), "flavors: {}", Token);
        await File.WriteAllTextAsync(Path.Combine(model, "model.safetensors"), "weights", Token);
        await run.LogFolderAsync(model, "model", Token);

        Assert.Equal(
            ["model/MLmodel", "model/model.safetensors"],
            (await client.Artifacts.ListAsync(run.Info.ArtifactUri, "model", Token)).Select(file => file.Path));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(home.Folder, "artifacts", ".reprise-tmp-staging")));
    }

    [Fact]
    public async Task StartRunAsync_Tags_SayWhereTheRunComesFrom()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await client.StartRunAsync(new NewRun { ExperimentId = "0", Tags = [new Tag("mlflow.user", "given")] }, cancellationToken: Token);
        var stored = await client.Runs.GetAsync(run.RunId, Token);

        Assert.Equal("given", stored.Tag("mlflow.user"));
        Assert.Equal("LOCAL", stored.Tag("mlflow.source.type"));
        Assert.Equal("Reprise.Tracking.Tests", stored.Tag("mlflow.source.name"));
        Assert.Equal(Environment.MachineName, stored.Tag("reprise.process.host"));
        Assert.Equal(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), stored.Tag("reprise.process.pid"));
    }

    [Fact]
    public async Task GetOrCreateAsync_ManyAtOnce_GiveOneExperiment()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var experiments = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Experiments.GetOrCreateAsync("shared", Token)));

        Assert.Single(experiments.Select(experiment => experiment.Id).Distinct());
    }

    [Fact]
    public async Task GetOrCreateAsync_Deleted_RefusesWithWords()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var experiment = await client.Experiments.GetOrCreateAsync("e", Token);
        await client.Experiments.DeleteAsync(experiment.Id, Token);

        await Refusal.IsAsync(
            ErrorCode.InvalidState,
            $"The experiment 'e' (id {experiment.Id}) is deleted. Restore it, or choose another name.",
            () => client.Experiments.GetOrCreateAsync("e", Token));
    }

    private static Task<ActiveRun> StartAsync(LocalTrackingClient client) =>
        client.StartRunAsync(new NewRun { ExperimentId = "0" }, cancellationToken: Token);
}
