using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Serving.Tests;
using Reprise.Tracking.Client;

namespace Reprise.Server.Tests.Serving;

public sealed class RemoteModelTests
{
    [Theory]
    [InlineData("models:/turkish-music-emotion@production")]
    [InlineData("models:/turkish-music-emotion/1")]
    [InlineData("models:/turkish-music-emotion/Production")]
    [InlineData("models:/turkish-music-emotion/latest")]
    public async Task GetAsync_ModelOfAServer_PredictsAsThere(string uri)
    {
        await using var server = await ServingServer.StartAsync([5]);
        await using var remote = await TrackingClient.OpenAsync(server.Http.BaseAddress!.ToString(), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var pool = new ModelPool(remote, new ServingOptions { CacheFolder = folder.Path }, TimeProvider.System);

        var model = await pool.GetAsync(ModelUri.Parse(uri), TestContext.Current.CancellationToken);

        Assert.Equal(1, model.Version);
        Assert.Equal(
            server.Registry.ExpectedOf(1),
            model.Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray());
    }

    [Fact]
    public async Task GetAsync_RunOfAServer_PredictsAsThere()
    {
        await using var server = await ServingServer.StartAsync([5]);
        await using var remote = await TrackingClient.OpenAsync(server.Http.BaseAddress!.ToString(), TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        var pool = new ModelPool(remote, new ServingOptions { CacheFolder = folder.Path }, TimeProvider.System);
        var version = await remote.Registry.GetVersionAsync(MusicRegistry.Name, 1, TestContext.Current.CancellationToken);

        var model = await pool.GetAsync(ModelUri.Parse($"runs:/{version.RunId}/model"), TestContext.Current.CancellationToken);

        Assert.Equal(
            server.Registry.ExpectedOf(1),
            model.Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray());
    }
}
