using Reprise.Core.Errors;
using Reprise.Data.Datasets;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;

namespace MnistDigits.Tests;

/// <summary>The loop on the real images with a small forest.</summary>
public sealed class DigitsLoopTests : IAsyncLifetime
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
    public async Task RunAsync_ASmallForest_IsTrackedRegisteredAndRefusedByTheDefaultGate()
    {
        await SkipWithoutImagesAsync();

        var result = await new DigitsLoop(_tracking, Options() with { Trees = 4, MaxDepth = 9 }, TimeProvider.System).RunAsync(cancellationToken: Token);

        Assert.Equal((56_000, 14_000), result.Images);
        Assert.InRange(result.Metrics["accuracy"], 0.8, 0.96);
        Assert.False(result.Promotion.Promoted);
        var run = await _tracking.Runs.GetAsync(result.RunId, Token);
        Assert.Equal(result.DatasetSha256, run.Tags.Single(tag => tag.Key == "reprise.dataset.sha256").Value);
        Assert.Equal("4", run.Params.Single(param => param.Key == "classifier.trees").Value);
        Assert.Contains(run.Tags, tag => tag.Key == "mlflow.log-model.history");
        var version = await _tracking.Registry.GetVersionAsync(DigitsLoop.ModelName, 1, Token);
        Assert.Equal(ModelStage.None, version.Stage);
    }

    [Fact]
    public async Task LoadAsync_WithoutTheFiles_SaysWhereItLooked()
    {
        var options = Options().Data! with { SharedFolder = _home, SearchFrom = [], Offline = true };
        var error = await Assert.ThrowsAsync<RepriseException>(() => MnistDataset.LoadAsync(options, Token));
        Assert.Contains("mnist", error.Message, StringComparison.Ordinal);
    }

    private DigitsOptions Options() => new() { Home = _home, Data = DatasetResolverOptions.FromEnvironment(_home) with { Offline = true } };

    private async Task SkipWithoutImagesAsync()
    {
        try
        {
            await new DatasetResolver(Options().Data!).ResolveAsync(MnistDataset.Files[0], Token);
        }
        catch (RepriseException e)
        {
            Assert.Skip($"The MNIST images are not on this machine: {e.Message}");
        }
    }
}
