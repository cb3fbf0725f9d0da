using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

/// <summary>Many writers on one store, in one process and as if in two: nothing is refused for a lock and nothing is lost.</summary>
[Trait("Culture", "none")]
public sealed class ConcurrencyTests
{
    private const int Writers = 8, RunsEach = 25;

    public static TheoryData<string> Databases => TemporaryStore.Databases;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Write_ManyWritersOnTwoClients_LoseNothing(string database)
    {
        using var home = await TemporaryStore.CreateAsync(database);
        await using var one = await home.OpenAsync();
        await using var other = await home.OpenAsync();
        var experiment = await one.Experiments.CreateAsync("shared", cancellationToken: Token);
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => WriteAsync(writer % 2 == 0 ? one : other, experiment, writer), Token)));
        var runs = (await other.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment], MaxResults = 50_000 }, Token)).Items;

        Assert.Equal(written.SelectMany(ids => ids).Order(), runs.Select(run => run.Info.RunId).Order());
        Assert.All(runs, run => Assert.Equal((10, 2, RunStatus.Finished), (run.Metrics.Count, run.Params.Count, run.Info.Status)));
        Assert.Equal(
            Enumerable.Range(1, Writers * RunsEach),
            (await one.Registry.SearchVersionsAsync(new RegistryQuery { OrderBy = ["version_number ASC"] }, Token)).Items.Select(version => version.Version));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Write_WhileAnotherWritesWithoutPause_GetsItsTurn(string database)
    {
        using var home = await TemporaryStore.CreateAsync(database);
        await using var busy = await home.OpenAsync();
        await using var patient = await home.OpenAsync();
        var runId = (await busy.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info.RunId;
        using var enough = new CancellationTokenSource();
        var flood = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (var step = 0; !enough.IsCancellationRequested; step++)
                {
                    await busy.Runs.LogMetricAsync(runId, new Metric("m", step, step, step), Token);
                }
            },
            Token)).ToList();
        for (var i = 0; i < 20; i++)
        {
            await patient.Runs.SetTagAsync(runId, new Tag("turn", $"{i}"), Token);
        }

        await enough.CancelAsync();
        await Task.WhenAll(flood);
        Assert.Equal("19", (await busy.Runs.GetAsync(runId, Token)).Tag("turn"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Read_WhileOthersWrite_SeesOneState(string database)
    {
        using var home = await TemporaryStore.CreateAsync(database);
        await using var client = await home.OpenAsync();
        var experiment = await client.Experiments.CreateAsync("shared", cancellationToken: Token);
        var runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment }, Token)).Info.RunId;
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i <= 200; i++)
                {
                    await client.Runs.LogBatchAsync(runId, [new Metric("a", i, i, i), new Metric("b", i, i, i)], [], [], Token);
                }
            },
            Token);
        do
        {
            var values = (await client.Runs.GetAsync(runId, Token)).Metrics.Select(metric => metric.Value).Distinct();
            Assert.True(values.Count() <= 1, "both metrics are of one batch");
        }
        while (!writing.IsCompleted);

        await writing;
    }

    private static async Task<List<string>> WriteAsync(LocalTrackingClient client, string experiment, int writer)
    {
        var ids = new List<string>();
        for (var i = 0; i < RunsEach; i++)
        {
            var runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Name = $"{writer}-{i}" }, Token)).Info.RunId;
            await client.Runs.LogBatchAsync(
                runId, [.. Enumerable.Range(0, 10).Select(m => new Metric($"m{m}", m, m))], [new Param("a", "1"), new Param("b", "2")], [new Tag("t", "1")], Token);
            await client.Runs.UpdateAsync(runId, RunStatus.Finished, 1, cancellationToken: Token);
            await RegisterAsync(client, runId);
            ids.Add(runId);
        }

        return ids;
    }

    private static async Task RegisterAsync(LocalTrackingClient client, string runId)
    {
        if ((await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = "name = 'm'" }, Token)).Items.Count == 0)
        {
            try
            {
                await client.Registry.CreateModelAsync("m", cancellationToken: Token);
            }
            catch (Core.Errors.RepriseException exception) when (exception.Code == Core.Errors.ErrorCode.ResourceAlreadyExists)
            {
                // Another writer was quicker.
            }
        }

        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = $"runs:/{runId}/model" }, Token);
    }
}
