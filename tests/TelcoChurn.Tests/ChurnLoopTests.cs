using Reprise.Data.Datasets;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace TelcoChurn.Tests;

/// <summary>The loop on the generated sample, once, and looked at from several sides; then against a gate that says no.</summary>
public sealed class ChurnLoopTests : IAsyncLifetime
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
    public async Task RunAsync_OnTheSample_SearchesComparesPromotesAndScoresWithEveryCandidateANestedRun()
    {
        var result = await new ChurnLoop(_tracking, Sample(), TimeProvider.System).RunAsync(cancellationToken: Token);

        Assert.True(result.Data.IsSample);
        Assert.Equal(4, result.Grid.Count);
        Assert.Equal(5, result.Families.Count);
        Assert.All(result.Families, family => Assert.InRange(family.RocAuc, 0.6, 1));
        Assert.True(result.Promotion.Promoted);
        Assert.InRange(result.ScoredLeaving!.Value, 1, 199);
        var version = await _tracking.Registry.GetVersionByAliasAsync(ChurnLoop.ModelName, ChurnLoop.Alias, Token);
        Assert.Equal(ModelStage.Production, version.Stage);
        var run = await _tracking.Runs.GetAsync(result.RunId, Token);
        Assert.Equal("true", run.Tags.Single(tag => tag.Key == "reprise.dataset.sample").Value);

        var nested = await _tracking.Runs.SearchAsync(
            new RunQuery { ExperimentIds = [(await _tracking.Experiments.FindByNameAsync(ChurnLoop.ModelName, Token))!.Id], Filter = $"tags.`mlflow.parentRunId` = '{result.RunId}'" }, Token);
        Assert.Equal(9, nested.Items.Count);
        Assert.All(nested.Items, run => Assert.Contains(run.Metrics, metric => metric.Key == "roc_auc_ovr"));
        Assert.Equal(4, nested.Items.Count(run => run.Params.Any(param => param.Key == "min_samples_split")));
    }

    [Fact]
    public async Task RunAsync_AGateThatSaysNo_LeavesTheVersionInStaging()
    {
        var result = await new ChurnLoop(_tracking, Sample() with { MinimumF1 = 0.99 }, TimeProvider.System).RunAsync(cancellationToken: Token);

        Assert.False(result.Promotion.Promoted);
        Assert.Null(result.ScoredLeaving);
        Assert.Equal(ModelStage.Staging, (await _tracking.Registry.GetVersionAsync(ChurnLoop.ModelName, 1, Token)).Stage);
    }

    [Fact]
    public void Create_TheSample_KeepsTheContract()
    {
        var table = ChurnSample.Create();
        Assert.Equal(ChurnDataset.Contract.Columns.Select(column => column.Name), table.Columns.Select(column => column.Name));
        Assert.True(table["TotalCharges"].HasNulls);
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        ChurnSample.Write(first);
        ChurnSample.Write(second);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    private ChurnOptions Sample() => new()
    {
        Home = _home,
        WholeGrid = false,
        Folds = 2,
        MinimumF1 = 0.3,
        Data = new DatasetResolverOptions { Home = _home, SharedFolder = _home, SearchFrom = [], Offline = true },
    };
}
