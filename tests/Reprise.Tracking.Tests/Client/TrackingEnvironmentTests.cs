using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

public sealed class TrackingEnvironmentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_EmptyVariables_CountAsNotSet() => Assert.Equal(
        new TrackingEnvironment(TrackingUri: "http://127.0.0.1:5000"),
        TrackingEnvironment.Read(name => name == "MLFLOW_TRACKING_URI" ? " http://127.0.0.1:5000 " : name == "MLFLOW_RUN_ID" ? "  " : null));

    [Fact]
    public async Task StartRun_RunIdGiven_JoinsItAndEndsIt()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var made = await client.Runs.CreateAsync(new NewRun { ExperimentId = "0", Name = "made-before", Tags = [new Tag("mlflow.source.name", "project")] }, Token);

        await using (var run = await new TrackingEnvironment(RunId: made.Info.RunId, ExperimentId: "0").StartRunAsync(client, "unused", "another", cancellationToken: Token))
        {
            Assert.Equal(made.Info.RunId, run.RunId);
            await run.LogMetricAsync("m", 1, cancellationToken: Token);
            await run.FinishAsync(cancellationToken: Token);
        }

        var stored = await client.Runs.GetAsync(made.Info.RunId, Token);
        Assert.Equal(("made-before", RunStatus.Finished, 1), (stored.Info.Name, stored.Info.Status, stored.Metrics.Count));
        Assert.Equal("project", stored.Tag("mlflow.source.name"));
        Assert.Equal(Environment.MachineName, stored.Tag("reprise.process.host"));
        Assert.Null(await client.Experiments.FindByNameAsync("unused", Token));
    }

    [Fact]
    public async Task StartRun_RunThatEnded_RunsAgain()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var made = await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token);
        await client.Runs.UpdateAsync(made.Info.RunId, RunStatus.Failed, 5, cancellationToken: Token);

        await using var run = await new TrackingEnvironment(RunId: made.Info.RunId).StartRunAsync(client, "unused", cancellationToken: Token);

        Assert.Equal(RunStatus.Running, (await client.Runs.GetAsync(made.Info.RunId, Token)).Info.Status);
    }

    [Fact]
    public async Task StartRun_RunOfAnotherExperimentOrDeleted_IsRefusedInWords()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var made = await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token);

        var other = await Assert.ThrowsAsync<RepriseException>(
            () => new TrackingEnvironment(RunId: made.Info.RunId, ExperimentId: "7").StartRunAsync(client, "unused", cancellationToken: Token));
        await client.Runs.DeleteAsync(made.Info.RunId, Token);
        var deleted = await Assert.ThrowsAsync<RepriseException>(
            () => new TrackingEnvironment(RunId: made.Info.RunId).StartRunAsync(client, "unused", cancellationToken: Token));

        Assert.Contains("Unset one of them.", other.Message);
        Assert.Contains("which is deleted", deleted.Message);
    }

    [Fact]
    public async Task StartRun_NoRunId_StartsInTheExperimentNamed()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();

        await using var byName = await new TrackingEnvironment(ExperimentName: "from-variable").StartRunAsync(client, "otherwise", "first", cancellationToken: Token);
        await using var byDefault = await new TrackingEnvironment().StartRunAsync(client, "otherwise", cancellationToken: Token);
        await using var nested = await byName.StartNestedAsync("fold-1", cancellationToken: Token);

        Assert.Equal("first", byName.Info.Name);
        Assert.Equal(byName.Info.ExperimentId, (await client.Experiments.FindByNameAsync("from-variable", Token))?.Id);
        Assert.Equal(byDefault.Info.ExperimentId, (await client.Experiments.FindByNameAsync("otherwise", Token))?.Id);
        Assert.Equal(byName.RunId, (await client.Runs.GetAsync(nested.RunId, Token)).Tag("mlflow.parentRunId"));
        Assert.Equal(byName.Info.ExperimentId, nested.Info.ExperimentId);
    }
}
