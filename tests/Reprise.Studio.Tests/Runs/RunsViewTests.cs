using Reprise.Core.Errors;
using Reprise.Studio.Runs;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Runs;

public sealed class RunsViewTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RunsUrl Url => new() { ExperimentId = server.Sample.ExperimentId };

    [Fact]
    public async Task LoadAsync_NoChoice_ShowsTheUsualColumnsNewestFirst()
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url, Token);

        Assert.Equal(server.Sample.RunIds.Reverse(), view.Runs.Select(run => run.Info.RunId));
        Assert.Equal(
            [
                "attributes.status", "attributes.start_time", "attributes.duration",
                "metrics.accuracy", "metrics.f1_macro", "metrics.log_loss", "metrics.roc_auc_ovr",
                "params.classifier", "params.scaler", "params.trees", "params.seed",
            ],
            view.Columns.Select(column => column.Id));
    }

    [Fact]
    public async Task LoadAsync_SortedByMetric_OrdersInTheStore()
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url.SortedBy(new RunColumn(RunColumnKind.Metric, "accuracy")), Token);

        var values = view.Runs.Select(run => run.Metrics.First(metric => metric.Key == "accuracy").Value).ToList();
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public async Task LoadAsync_StatusAndFilter_BothNarrow()
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url with { Status = RunStatus.Finished, Filter = "params.classifier = 'random_forest'" }, Token);

        Assert.Equal(["random-forest-9", "random-forest-5", "random-forest-1"], view.Runs.Select(run => run.Info.Name));
    }

    [Theory]
    [InlineData("metrics.accuracy >")]
    [InlineData("metrics.accuracy > 0.5 or params.trees")]
    [InlineData("bogus.x = 1")]
    public async Task LoadAsync_FilterNotUnderstood_SaysWhyAndShowsNoRuns(string filter)
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url with { Filter = filter }, Token);

        Assert.NotEmpty(view.FilterError!);
        Assert.Empty(view.Runs);
    }

    [Fact]
    public async Task LoadAsync_StatusAndAlternatives_NarrowsEach()
    {
        var view = await RunsView.LoadAsync(
            server.Tracking, Url with { Status = RunStatus.Failed, Filter = "params.classifier = 'random_forest' OR run_name LIKE 'random%'" }, Token);

        Assert.All(view.Runs, run => Assert.Equal(RunStatus.Failed, run.Info.Status));
    }

    [Fact]
    public async Task LoadAsync_StatusAndAFilterNotUnderstood_PointsIntoWhatWasTyped()
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url with { Status = RunStatus.Finished, Filter = "metrics.accuracy > 'x'" }, Token);

        Assert.EndsWith("\n  metrics.accuracy > 'x'\n                     ^ column 20", view.FilterError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_ItsOwnExamples_AreUnderstood()
    {
        var view = await RunsView.LoadAsync(server.Tracking, Url, Token);

        foreach (var example in view.Examples)
        {
            Assert.Null((await RunsView.LoadAsync(server.Tracking, Url with { Filter = example }, Token)).FilterError);
        }
    }

    [Fact]
    public async Task LoadAsync_ASmallPage_WalksForwardAndBack()
    {
        using var home = new TemporaryHome();
        await using var tracking = await home.OpenAsync();
        for (var i = 0; i < 60; i++)
        {
            await tracking.Runs.CreateAsync(new NewRun { ExperimentId = "0", Name = $"r{i}", StartTime = 1_000 + i }, Token);
        }

        var first = await RunsView.LoadAsync(tracking, new RunsUrl { ExperimentId = "0", Size = 25 }, Token);
        var second = await RunsView.LoadAsync(tracking, RunsUrl.Parse("0", QueryText.Of(first.Next!.ToString())), Token);
        var third = await RunsView.LoadAsync(tracking, second.Next!, Token);

        Assert.Equal(("r59", "r34", "r9"), (first.Runs[0].Info.Name, second.Runs[0].Info.Name, third.Runs[0].Info.Name));
        Assert.Null(first.Previous);
        Assert.Null(third.Next);
        Assert.Equal(second.Url.ToString(), third.Previous!.ToString());
    }

    [Fact]
    public async Task LoadAsync_UnknownExperiment_Throws()
    {
        var problem = await Assert.ThrowsAsync<RepriseException>(() => RunsView.LoadAsync(server.Tracking, new RunsUrl { ExperimentId = "999" }, Token));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, problem.Code);
    }
}
