using Reprise.Core.Errors;
using Reprise.Studio.Compare;

namespace Reprise.Studio.Tests.Compare;

public sealed class CompareViewTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_TwoRuns_MarksWhatDiffers()
    {
        var view = await CompareView.LoadAsync(server.Tracking, new CompareUrl { RunIds = [.. server.Sample.RunIds.Take(2)] }, Token);

        Assert.Equal([("classifier", true), ("scaler", true), ("seed", false), ("trees", true)], view.Params.Select(row => (row.Key, row.Differs)));
        Assert.Equal(["team"], view.Tags.Select(row => row.Key));
    }

    [Fact]
    public async Task LoadAsync_OnlyDifferences_LeavesAgreementOut()
    {
        var view = await CompareView.LoadAsync(server.Tracking, new CompareUrl { RunIds = [.. server.Sample.RunIds.Take(2)], OnlyDifferences = true }, Token);

        Assert.Equal(["classifier", "scaler", "trees"], view.Params.Select(row => row.Key));
        Assert.Empty(view.Tags);
    }

    [Fact]
    public async Task LoadAsync_Metrics_HoldTheChangeFromTheFirstRun()
    {
        var view = await CompareView.LoadAsync(server.Tracking, new CompareUrl { RunIds = [server.Sample.RunIds[0], server.Sample.RunIds[^1]] }, Token);

        var accuracy = view.Metrics.Single(row => row.Key == "accuracy");
        Assert.Null(accuracy.Cells[0].Change);
        Assert.StartsWith("+0.", accuracy.Cells[1].Change, StringComparison.Ordinal);
        Assert.Null(view.Metrics.Single(row => row.Key == "train_loss").Cells[0].Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    public async Task LoadAsync_TooFewOrTooMany_IsRefused(int count)
    {
        var url = new CompareUrl { RunIds = [.. Enumerable.Range(0, count).Select(i => $"{i}")] };

        var problem = await Assert.ThrowsAsync<RepriseException>(() => CompareView.LoadAsync(server.Tracking, url, Token));

        Assert.Contains($"Got {count}", problem.Message, StringComparison.Ordinal);
    }
}
