using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Mlruns;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Mlruns;

public sealed class MlrunsImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WholeStore_KeepsIdsTimesAndContents()
    {
        using var source = new MlrunsFolder().WriteAll();
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();

        var log = await MlrunsImport.RunAsync(source.Path, client, Token);

        Assert.Empty(log.Problems);
        Assert.Empty(log.Notes);
        Assert.Equal((2, 1, 5L, 1, 2), (log.Experiments, log.Runs, log.MetricPoints, log.LoggedModels, log.ModelVersions));
        var experiment = await client.Experiments.GetAsync(MlrunsFolder.Experiment, Token);
        Assert.Equal(("moods", 1700000000001L), (experiment.Name, experiment.CreatedAt));
        Assert.Equal([new Tag("team", "audio")], experiment.Tags);

        var run = await client.Runs.GetAsync(MlrunsFolder.Run, Token);
        Assert.Equal(
            (MlrunsFolder.Experiment, "fast-fox-1", "ada", RunStatus.Finished, 1700000000050L, 1700000000900L),
            (run.Info.ExperimentId, run.Info.Name, run.Info.UserId, run.Info.Status, run.Info.StartTime, run.Info.EndTime!.Value));
        Assert.Equal([new Param("trees", "200")], run.Params);
        Assert.Equal("two\nlines", run.Tag("note"));
        Assert.Equal([0.75, 7], run.Metrics.Where(metric => metric.Key != "loss").OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => metric.Value).Order());
        var points = (await client.Runs.GetMetricHistoryAsync(MlrunsFolder.Run, "loss", cancellationToken: Token)).Items;
        Assert.Equal([(0.5, 1700000000100L, 0L), (0.25, 1700000000200L, 1L), (double.NaN, 1700000000300L, 2L)], points.Select(point => (point.Value, point.Timestamp, point.Step)));
        Assert.Equal("weights", await client.Artifacts.ReadTextAsync(run.Info.ArtifactUri, "model/weights.bin", Token));

        var live = await client.Registry.GetVersionByAliasAsync("mood", "production", Token);
        Assert.Equal((2, ModelStage.Production, $"{run.Info.ArtifactUri}/model"), (live.Version, live.Stage, live.Source));
        Assert.Equal([new Tag("gate", "passed")], live.Tags);
        var model = await client.LoggedModels.GetAsync(MlrunsFolder.Model, Token);
        Assert.Equal("flavors: {}\n", await client.Artifacts.ReadTextAsync(model.ArtifactUri, "MLmodel", Token));
    }

    [Fact]
    public async Task Run_Again_ChangesNothingAndTakesWhatCameSince()
    {
        using var source = new MlrunsFolder().WriteAll();
        const string later = "ffffffffffffffffffffffffffffffff";
        source.WriteRun(later, status: "1");
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await MlrunsImport.RunAsync(source.Path, client, Token);
        await client.Runs.SetTagAsync(MlrunsFolder.Run, new Tag("note", "changed here"), Token);
        source.WriteRun(later, status: "4");
        source.Write($"{MlrunsFolder.Experiment}/{later}/metrics/loss", "1700000000100 1 0\n");

        var log = await MlrunsImport.RunAsync(source.Path, client, Token);

        var (first, second) = (await client.Runs.GetAsync(MlrunsFolder.Run, Token), await client.Runs.GetAsync(later, Token));
        Assert.Equal((0, 0), (log.ProblemCount, log.Files));
        Assert.Equal("changed here", first.Tag("note"));
        Assert.Equal(3, (await client.Runs.GetMetricHistoryAsync(MlrunsFolder.Run, "loss", cancellationToken: Token)).Items.Count);
        Assert.Equal((RunStatus.Failed, 1), (second.Info.Status, second.Metrics.Count));
    }

    [Fact]
    public async Task Run_DamagedFiles_ListsEachByPathAndLineAndTakesTheRest()
    {
        using var source = new MlrunsFolder().WriteAll();
        source.Write($"{MlrunsFolder.Experiment}/{MlrunsFolder.Run}/metrics/loss", "1700000000100 0.5 0\nnot a line\n1700000000200 0.25 1\n1700000000300 0,5 2\n");
        source.Write($"{MlrunsFolder.Experiment}/{MlrunsFolder.Run}/params/bad$key", "1");
        source.Write($"{MlrunsFolder.Experiment}/11111111111111111111111111111111/meta.yaml", "run_id: [\n");
        source.Write("models/mood/aliases/broken", "9");
        source.Write("55/meta.yaml", "experiment_id: '55'\n");
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();

        var log = await MlrunsImport.RunAsync(source.Path, client, Token);

        Assert.Equal(6, log.ProblemCount);
        Assert.Contains(log.Problems, problem => problem.Contains($"loss, line 2: 'not a line' is no point", StringComparison.Ordinal));
        Assert.Contains(log.Problems, problem => problem.Contains($"loss, line 4", StringComparison.Ordinal));
        Assert.Contains(log.Problems, problem => problem.Contains("bad$key", StringComparison.Ordinal));
        Assert.Contains(log.Problems, problem => problem.Contains("11111111111111111111111111111111", StringComparison.Ordinal) && problem.Contains("line", StringComparison.Ordinal));
        Assert.Contains(log.Problems, problem => problem.Contains("names no version of 'mood': '9'", StringComparison.Ordinal));
        Assert.Contains(log.Problems, problem => problem.Contains("55", StringComparison.Ordinal) && problem.Contains("has no 'name'", StringComparison.Ordinal));
        Assert.Equal(2, (await client.Runs.GetMetricHistoryAsync(MlrunsFolder.Run, "loss", cancellationToken: Token)).Items.Count);
    }

    [Fact]
    public async Task Run_IdTakenByAnotherExperiment_GivesAFreeIdAndSaysSo()
    {
        using var source = new MlrunsFolder().WriteAll();
        source.Write("1/meta.yaml", "experiment_id: '1'\nname: theirs\nlifecycle_stage: active\n");
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await client.Experiments.CreateAsync("ours", cancellationToken: Token);

        var log = await MlrunsImport.RunAsync(source.Path, client, Token);

        Assert.Equal("ours", (await client.Experiments.GetAsync("1", Token)).Name);
        Assert.NotNull(await client.Experiments.FindByNameAsync("theirs", Token));
        Assert.Contains("not 1.", Assert.Single(log.Notes));
    }

    [Fact]
    public async Task Run_FolderThatIsNoStore_IsRefused()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();

        var exception = await Assert.ThrowsAsync<RepriseException>(() => MlrunsImport.RunAsync(Path.Combine(home.Folder, "cache"), client, Token));

        Assert.Equal(ErrorCode.InvalidParameterValue, exception.Code);
        Assert.Contains("is no file store of MLflow", exception.Message);
    }

    [Fact]
    public async Task Export_ThenImport_GivesTheSameStore()
    {
        using var source = new MlrunsFolder().WriteAll();
        using var first = new TemporaryHome();
        using var second = new TemporaryHome();
        await using var client = await first.OpenAsync();
        await MlrunsImport.RunAsync(source.Path, client, Token);
        var deleted = await client.Experiments.CreateAsync("gone: \"quoted\" # ğ", cancellationToken: Token);
        await client.Experiments.DeleteAsync(deleted, Token);
        var folder = Path.Combine(first.Folder, "exported");

        var written = await MlrunsExport.RunAsync(client, folder, Token);
        await using var again = await second.OpenAsync();
        var read = await MlrunsImport.RunAsync(folder, again, Token);

        Assert.Equal((0, 0), (written.ProblemCount, read.ProblemCount));
        Assert.Equal((3, 1, 5L, 3, 1, 2), (written.Experiments, written.Runs, written.MetricPoints, written.Files, written.LoggedModels, written.ModelVersions));
        var (a, b) = (await client.Runs.GetAsync(MlrunsFolder.Run, Token), await again.Runs.GetAsync(MlrunsFolder.Run, Token));
        Assert.Equal((a.Info, a.Params.Count, a.Tags.Count), (b.Info, b.Params.Count, b.Tags.Count));
        Assert.Equal(a.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal), b.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal));
        Assert.Equal(
            (await client.Runs.GetMetricHistoryAsync(MlrunsFolder.Run, "loss", cancellationToken: Token)).Items,
            (await again.Runs.GetMetricHistoryAsync(MlrunsFolder.Run, "loss", cancellationToken: Token)).Items);
        Assert.Equal("weights", await again.Artifacts.ReadTextAsync(b.Info.ArtifactUri, "model/weights.bin", Token));
        Assert.Equal($"{b.Info.ArtifactUri}/model", (await again.Registry.GetVersionByAliasAsync("mood", "production", Token)).Source);
        Assert.Equal(LifecycleStage.Deleted, (await again.Experiments.FindByNameAsync("gone: \"quoted\" # ğ", Token))?.Lifecycle);
        await Assert.ThrowsAsync<RepriseException>(() => MlrunsExport.RunAsync(client, folder, Token));
    }
}
