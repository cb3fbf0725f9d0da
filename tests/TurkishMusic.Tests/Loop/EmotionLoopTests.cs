using Microsoft.Data.Sqlite;
using Reprise.Autolog.Steps;
using Reprise.Core.Errors;
using Reprise.Data.Datasets;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;
using TurkishMusic.Loop;
using TurkishMusic.Training;

namespace TurkishMusic.Tests.Loop;

public sealed class EmotionLoopTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("reprise-loop-").FullName;
    private LocalTrackingClient _tracking = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home }, Token);

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task RunAsync_GateSaysNo_RegistersWithVerdictAndStartsNoServer()
    {
        var result = await new EmotionLoop(_tracking, Options with { MinimumAccuracy = 1 }, TimeProvider.System).RunAsync(NoServer, cancellationToken: Token);

        var run = await _tracking.Runs.GetAsync(result.RunId, Token);
        Assert.False(result.Promotion.Promoted);
        Assert.Null(result.Prediction);
        Assert.True(result.Seconds.Single(step => step.Key == "validate").Value > 0);
        Assert.Equal(("failed", ModelStage.None), (result.Version.Tag("reprise.gate"), result.Version.Stage));
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Equal(result.Scores["accuracy"].Mean, run.Metrics.Single(metric => metric.Key == "accuracy").Value);
        Assert.Equal(("true", result.Data.Resolution.Sha256), (run.Tag("reprise.dataset.sample"), run.Tag("reprise.dataset.sha256")));
        Assert.Equal("grouped stratified 5-fold, 1 repeat, seed 42", run.Tag("reprise.evaluation.scheme"));
        Assert.Equal("true", result.Version.Tag("reprise.dataset.sample"));
        Assert.Equal(5, (await _tracking.Runs.GetMetricHistoryAsync(result.RunId, "fold_accuracy", cancellationToken: Token)).Items.Count);
        Assert.Equal(result.Data.Resolution.Digest, run.DatasetInputs.Single().Digest);
        Assert.Contains(
            "accuracy", await _tracking.Artifacts.ReadTextAsync(run.Info.ArtifactUri, "evaluation/classification_report.txt", Token));
    }

    [Fact]
    public async Task RunAsync_ServerCannotStart_KeepsRunAndPromotionAndThrows()
    {
        var loop = new EmotionLoop(_tracking, Options with { MinimumAccuracy = 0 }, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<RepriseException>(() => loop.RunAsync(NoServer, cancellationToken: Token));

        Assert.Equal("no server here", failure.Message);
        Assert.Equal(1, (await _tracking.Registry.GetVersionByAliasAsync(EmotionLoop.ModelName, EmotionLoop.Alias, Token)).Version);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileEvaluating_LeavesAFailedRunAndNoVersion()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new CancelAt("evaluate", cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new EmotionLoop(_tracking, Options, TimeProvider.System).RunAsync(NoServer, progress, cancel.Token));

        var experiment = await _tracking.Experiments.FindByNameAsync(EmotionLoop.ModelName, Token);
        var runs = await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment!.Id] }, Token);
        Assert.Equal(RunStatus.Failed, runs.Items.Single().Info.Status);
        Assert.Empty((await _tracking.Registry.SearchModelsAsync(new RegistryQuery(), Token)).Items);
    }

    [Fact]
    public async Task RunAsync_StoreFailsRightAfterTheRunStarted_LeavesAFailedRunAndTheCause()
    {
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_home, "mlflow.db")};Pooling=False"))
        {
            await database.OpenAsync(Token);
            await using var trigger = database.CreateCommand();
            trigger.CommandText = "CREATE TRIGGER no_datasets BEFORE INSERT ON datasets BEGIN SELECT RAISE(ABORT, 'no room for data sets'); END";
            await trigger.ExecuteNonQueryAsync(Token);
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => new EmotionLoop(_tracking, Options, TimeProvider.System).RunAsync(NoServer, cancellationToken: Token));

        var experiment = await _tracking.Experiments.FindByNameAsync(EmotionLoop.ModelName, Token);
        var runs = await _tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment!.Id] }, Token);
        Assert.Contains("no room for data sets", failure.ToString());
        Assert.Equal(RunStatus.Failed, runs.Items.Single().Info.Status);
    }

    [Fact]
    public async Task RunAsync_ExperimentDeleted_SaysWhatToDo()
    {
        var id = await _tracking.Experiments.CreateAsync(EmotionLoop.ModelName, cancellationToken: Token);
        await _tracking.Experiments.DeleteAsync(id, Token);

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => new EmotionLoop(_tracking, Options, TimeProvider.System).RunAsync(NoServer, cancellationToken: Token));

        Assert.Contains("Restore it", failure.Message);
    }

    private EmotionLoopOptions Options => new()
    {
        Home = _home,
        Data = new DatasetResolverOptions { Home = _home, SharedFolder = "/nowhere", Offline = true },
        Training = new EmotionOptions { Trees = 5, Repeats = 1 },
    };

    private static Task<IModelServer> NoServer(string model, CancellationToken cancellationToken) =>
        throw new RepriseException(ErrorCode.TemporarilyUnavailable, "no server here");

    private sealed class CancelAt(string step, CancellationTokenSource source) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Step == step)
            {
                source.Cancel();
            }
        }
    }
}
