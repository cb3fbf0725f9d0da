using Reprise.Studio.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Experiments;

public sealed class ExperimentsViewTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Search_MatchesPartOfTheNameInAnyCase()
    {
        using var home = new TemporaryHome();
        await using var tracking = await home.OpenAsync();
        await tracking.Experiments.CreateAsync("Alpha one", cancellationToken: Token);
        await tracking.Experiments.CreateAsync("beta's 100% \"best\"", cancellationToken: Token);

        var some = await ExperimentsView.LoadAsync(tracking, new ExperimentsUrl { Search = "ALPHA" }, Token);
        var quoted = await ExperimentsView.LoadAsync(tracking, new ExperimentsUrl { Search = "'s 100% \"B" }, Token);

        Assert.Equal("Alpha one", Assert.Single(some.Rows).Experiment.Name);
        Assert.Equal("beta's 100% \"best\"", Assert.Single(quoted.Rows).Experiment.Name);
        Assert.Equal(3, some.Total);
    }

    [Fact]
    public async Task LoadAsync_ByRuns_CountsActiveRunsAndSorts()
    {
        using var home = new TemporaryHome();
        await using var tracking = await home.OpenAsync();
        var many = await tracking.Experiments.CreateAsync("many", cancellationToken: Token);
        for (var i = 0; i < 3; i++)
        {
            var run = await tracking.Runs.CreateAsync(new NewRun { ExperimentId = many, StartTime = 1_000 + i }, Token);
            if (i == 2)
            {
                await tracking.Runs.DeleteAsync(run.Info.RunId, Token);
            }
        }

        var view = await ExperimentsView.LoadAsync(tracking, new ExperimentsUrl { Sort = ExperimentSort.Runs }, Token);

        Assert.Equal(["many", "Default"], view.Rows.Select(row => row.Experiment.Name));
        Assert.Equal(2, view.Rows[0].Totals.Count);
        Assert.Equal(1_001, view.Rows[0].Activity);
    }

    [Fact]
    public async Task LoadAsync_MoreThanAPage_PagesAndKeepsToTheLastPage()
    {
        using var home = new TemporaryHome();
        await using var tracking = await home.OpenAsync();
        for (var i = 0; i < ExperimentsView.PageSize + 4; i++)
        {
            await tracking.Experiments.CreateAsync($"e{i:000}", cancellationToken: Token);
        }

        var view = await ExperimentsView.LoadAsync(tracking, new ExperimentsUrl { Sort = ExperimentSort.Name, Page = 99 }, Token);

        Assert.Equal((2, 2, 5), (view.Url.Page, view.Pages, view.Rows.Count));
        Assert.Equal("e103", view.Rows[^1].Experiment.Name);
    }
}
