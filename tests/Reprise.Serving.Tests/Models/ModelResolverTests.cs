using Reprise.Core.Errors;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Models;

public sealed class ModelResolverTests
{
    [Fact]
    public async Task ResolveAsync_EveryForm_LeadsToTheDirectory()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var first = await registry.AddVersionAsync(3);
        var second = await registry.AddVersionAsync(5);
        await registry.PromoteAsync(1);
        var resolver = new ModelResolver(registry.Tracking);

        Assert.Equal(1, await VersionOf($"models:/{MusicRegistry.Name}/1"));
        Assert.Equal(1, await VersionOf($"models:/{MusicRegistry.Name}@production"));
        Assert.Equal(1, await VersionOf($"models:/{MusicRegistry.Name}/production"));
        Assert.Equal(2, await VersionOf($"models:/{MusicRegistry.Name}/latest"));
        var run = await resolver.ResolveAsync(ModelUri.Parse($"runs:/{first.RunId}/model"), TestContext.Current.CancellationToken);
        Assert.Equal(first.Source, $"{run.RootUri}/{run.Path}");
        Assert.Null(run.Version);
        Assert.NotEqual(
            (await resolver.ResolveAsync(ModelUri.OfVersion(MusicRegistry.Name, 1), TestContext.Current.CancellationToken)).Key,
            (await resolver.ResolveAsync(ModelUri.OfVersion(MusicRegistry.Name, second.Version), TestContext.Current.CancellationToken)).Key);

        async Task<int?> VersionOf(string uri) => (await resolver.ResolveAsync(ModelUri.Parse(uri), TestContext.Current.CancellationToken)).Version;
    }

    [Fact]
    public async Task ResolveAsync_LoggedModel_LeadsToItsArtifacts()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var logged = await registry.Tracking.LoggedModels.CreateAsync("0", "m", cancellationToken: TestContext.Current.CancellationToken);
        var version = await registry.Tracking.Registry.CreateVersionAsync(
            new() { Name = MusicRegistry.Name, Source = $"models:/{logged.ModelId}", ModelId = logged.ModelId }, TestContext.Current.CancellationToken);
        var resolver = new ModelResolver(registry.Tracking);

        var direct = await resolver.ResolveAsync(ModelUri.Parse($"models:/{logged.ModelId}"), TestContext.Current.CancellationToken);
        var registered = await resolver.ResolveAsync(ModelUri.OfVersion(MusicRegistry.Name, version.Version), TestContext.Current.CancellationToken);

        Assert.Equal(logged.ArtifactUri, direct.RootUri);
        Assert.Equal((logged.ArtifactUri, ""), (registered.RootUri, registered.Path));
    }

    [Theory]
    [InlineData("models:/nope/1")]
    [InlineData("models:/nope@production")]
    [InlineData("models:/nope/latest")]
    [InlineData("models:/turkish-music-emotion/7")]
    [InlineData("models:/turkish-music-emotion/Staging")]
    [InlineData("models:/turkish-music-emotion/latest")]
    [InlineData("models:/turkish-music-emotion@production")]
    [InlineData("models:/m-0123456789abcdef0123456789abcdef")]
    [InlineData("runs:/0123456789abcdef0123456789abcdef/model")]
    public async Task ResolveAsync_NothingThere_SaysSo(string uri)
    {
        await using var registry = await MusicRegistry.CreateAsync();

        var error = await Assert.ThrowsAsync<RepriseException>(
            () => new ModelResolver(registry.Tracking).ResolveAsync(ModelUri.Parse(uri), TestContext.Current.CancellationToken));

        Assert.Contains(error.Code, new[] { ErrorCode.ResourceDoesNotExist, ErrorCode.InvalidParameterValue });
    }
}
