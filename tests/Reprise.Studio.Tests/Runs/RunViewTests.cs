using Reprise.Core.Errors;
using Reprise.Studio.Runs;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Runs;

public sealed class RunViewTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Overview_FindsTheVersionsMadeFromTheRun()
    {
        var view = await RunView.LoadAsync(server.Tracking, new RunUrl { RunId = server.Sample.BestRunId }, Token);

        Assert.Contains(view.Versions, version => version is { Name: SampleHome.ModelName, Version: 2 });
        Assert.Equal("3f9a1c77be024510", view.Commit);
        Assert.Equal(["team"], view.OwnTags.Select(tag => tag.Key));
    }

    [Fact]
    public async Task LoadAsync_Charts_OffersOnlyMetricsWithSeveralPoints()
    {
        var view = await RunView.LoadAsync(server.Tracking, new RunUrl { RunId = server.Sample.BestRunId, Tab = RunTab.Charts }, Token);

        Assert.Equal(["train_loss", "validation_accuracy"], view.ChartKeys);
    }

    [Fact]
    public async Task LoadAsync_Artifacts_ListsTheTreeFoldersFirst()
    {
        var view = await RunView.LoadAsync(server.Tracking, new RunUrl { RunId = server.Sample.BestRunId, Tab = RunTab.Artifacts, Path = "notes.md" }, Token);

        Assert.Equal(["model", "pages", "plots", "reports", "notes.md"], view.Files!.Nodes.Select(node => node.Name));
        Assert.Contains("angry clips", view.Preview!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../mlflow.db")]
    [InlineData("/etc/passwd")]
    [InlineData("model/../../x")]
    public async Task LoadAsync_APathOutOfTheRun_IsRefused(string path)
    {
        var url = new RunUrl { RunId = server.Sample.BestRunId, Tab = RunTab.Artifacts, Path = path };

        await Assert.ThrowsAsync<RepriseException>(() => RunView.LoadAsync(server.Tracking, url, Token));
    }

    [Fact]
    public async Task LoadAsync_ALoggedModelWasDeleted_ShowsTheOthers()
    {
        var run = await server.Tracking.Runs.CreateAsync(new NewRun { ExperimentId = server.Sample.HostileExperimentId }, Token);
        var gone = await server.Tracking.LoggedModels.CreateAsync(server.Sample.HostileExperimentId, "gone", sourceRunId: run.Info.RunId, cancellationToken: Token);
        var kept = await server.Tracking.LoggedModels.CreateAsync(server.Sample.HostileExperimentId, "kept", sourceRunId: run.Info.RunId, cancellationToken: Token);
        await server.Tracking.Runs.LogOutputsAsync(run.Info.RunId, [new ModelOutput(gone.ModelId), new ModelOutput(kept.ModelId)], Token);
        await server.Tracking.LoggedModels.DeleteAsync(gone.ModelId, Token);

        var view = await RunView.LoadAsync(server.Tracking, new RunUrl { RunId = run.Info.RunId }, Token);

        Assert.Equal(["kept"], view.Models.Select(model => model.Name));
    }

    [Fact]
    public async Task LoadAsync_AModelOfAnotherRun_IsRefused()
    {
        var url = new RunUrl { RunId = server.Sample.BestRunId, Tab = RunTab.Artifacts, ModelId = "m-0" };

        var problem = await Assert.ThrowsAsync<RepriseException>(() => RunView.LoadAsync(server.Tracking, url, Token));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, problem.Code);
    }
}
