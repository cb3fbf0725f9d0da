using Reprise.Core.Errors;
using Reprise.Data.Datasets;
using Reprise.Tracking.Client;
using TurkishMusic.Leaderboards;

namespace TurkishMusic.Tests.Leaderboards;

public sealed class LeaderboardRunTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("reprise-test-").FullName;
    private LocalTrackingClient _tracking = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home }, Token);

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task RunAsync_TwoEntrants_RatesTracksAndRanksThem()
    {
        var result = await new LeaderboardRun(_tracking, Options("nearest", "logistic"), TimeProvider.System).RunAsync(cancellationToken: Token);

        Assert.Equal(2, result.Entries.Count);
        Assert.Equal(7, result.Fits);
        Assert.True(result.Entries[0].Accuracy.Value >= result.Entries[1].Accuracy.Value);
        Assert.All(result.Entries, entry => Assert.True(entry.Accuracy.Low < entry.Accuracy.Value && entry.Accuracy.Value < entry.Accuracy.High));
        var run = await _tracking.Runs.GetAsync(result.Entries[0].RunId, Token);
        Assert.Equal(result.RunId, run.Tags.Single(tag => tag.Key == "mlflow.parentRunId").Value);
        Assert.Contains("accuracy", run.Metrics.Select(metric => metric.Key));
    }

    [Fact]
    public async Task RunAsync_Twice_GivesTheSameNumbers()
    {
        var first = await new LeaderboardRun(_tracking, Options("nearest"), TimeProvider.System).RunAsync(cancellationToken: Token);
        var second = await new LeaderboardRun(_tracking, Options("nearest"), TimeProvider.System).RunAsync(cancellationToken: Token);
        Assert.Equal(first.Entries[0].Accuracy, second.Entries[0].Accuracy);
        Assert.Equal(first.Entries[0].RocAuc, second.Entries[0].RocAuc);
    }

    [Fact]
    public async Task RunAsync_AnUnknownEntrant_NamesThoseThereAre()
    {
        var error = await Assert.ThrowsAsync<RepriseException>(() => new LeaderboardRun(_tracking, Options("xyz"), TimeProvider.System).RunAsync(cancellationToken: Token));
        Assert.Contains("random forest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_Entrants_AreEightAlgorithmsAndTheVote() => Assert.Equal(9, Entrants.All(1).Count);

    private LeaderboardOptions Options(params string[] only) => new()
    {
        Home = _home,
        Folds = 3,
        Repeats = 1,
        Only = only,
        Data = new DatasetResolverOptions { Home = _home, SharedFolder = _home, SearchFrom = [], Offline = true },
    };
}
