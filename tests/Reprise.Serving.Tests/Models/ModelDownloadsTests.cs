using Reprise.Core.Errors;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Models;

public sealed class ModelDownloadsTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task FetchAsync_Model_IsWholeAndFetchedOnce()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var (downloads, source) = await PrepareAsync(registry);

        var folder = await downloads.FetchAsync(source, TestContext.Current.CancellationToken);
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder, "model.safetensors"));
        var again = await downloads.FetchAsync(source, TestContext.Current.CancellationToken);

        Assert.Equal(folder, again);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(folder, "model.safetensors")));
        Assert.Equal(registry.ExpectedOf(1), Predict(folder));
        Assert.Equal([folder], Directory.EnumerateFileSystemEntries(registry.Cache));
    }

    [Fact]
    public async Task FetchAsync_ManyAtOnce_AllGetTheWholeModel()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var (_, source) = await PrepareAsync(registry);

        var folders = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(
                () => new ModelDownloads(registry.Tracking.Artifacts, registry.Cache, TimeProvider.System).FetchAsync(source, TestContext.Current.CancellationToken))));

        Assert.Single(folders.Distinct());
        Assert.Equal(registry.ExpectedOf(1), Predict(folders[0]));
        Assert.Equal([folders[0]], Directory.EnumerateFileSystemEntries(registry.Cache));
    }

    [Fact]
    public async Task FetchAsync_TooLarge_IsRefusedAndLeavesNothing()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var (_, source) = await PrepareAsync(registry);
        var downloads = new ModelDownloads(registry.Tracking.Artifacts, registry.Cache, TimeProvider.System) { MaxModelBytes = 1000 };

        var error = await Assert.ThrowsAsync<RepriseException>(() => downloads.FetchAsync(source, TestContext.Current.CancellationToken));

        Assert.Contains("larger than 1000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(registry.Cache));
    }

    [Fact]
    public async Task FetchAsync_NoModelThere_NamesUriAndPlace()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var run = await registry.Tracking.Runs.CreateAsync(new() { ExperimentId = "0" }, TestContext.Current.CancellationToken);
        var uri = ModelUri.Parse($"runs:/{run.Info.RunId}/model");
        var source = await new ModelResolver(registry.Tracking).ResolveAsync(uri, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RepriseException>(
            () => new ModelDownloads(registry.Tracking.Artifacts, registry.Cache, TimeProvider.System).FetchAsync(source, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, error.Code);
        Assert.Contains($"{uri} leads to '{run.Info.ArtifactUri}/model', which has no file MLmodel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_BeyondTheLimit_DeletesTheFoldersUsedLongestAgo()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var time = new FixedTime(Start);
        var downloads = new ModelDownloads(registry.Tracking.Artifacts, registry.Cache, time) { MaxFolders = 2 };
        var folders = new List<string>();
        for (var trees = 1; trees <= 3; trees++)
        {
            var version = await registry.AddVersionAsync(trees);
            var source = await new ModelResolver(registry.Tracking).ResolveAsync(
                ModelUri.OfVersion(MusicRegistry.Name, version.Version), TestContext.Current.CancellationToken);
            folders.Add(await downloads.FetchAsync(source, TestContext.Current.CancellationToken));
            Directory.SetLastWriteTimeUtc(folders[^1], time.GetUtcNow().UtcDateTime);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(folders[1..].Order(), Directory.EnumerateDirectories(registry.Cache).Order());
    }

    [Fact]
    public async Task FetchAsync_RemainsOfAKilledProcess_AreSweptAfterADay()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var (downloads, source) = await PrepareAsync(registry);
        var old = Directory.CreateDirectory(Path.Combine(registry.Cache, ".reprise-tmp-old"));
        var recent = Directory.CreateDirectory(Path.Combine(registry.Cache, ".reprise-tmp-new"));
        old.LastWriteTimeUtc = DateTime.UnixEpoch.AddYears(50);
        recent.LastWriteTimeUtc = DateTime.UnixEpoch.AddYears(100);

        await downloads.FetchAsync(source, TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(old.FullName));
        Assert.True(Directory.Exists(recent.FullName));
    }

    private static async Task<(ModelDownloads Downloads, ResolvedModel Source)> PrepareAsync(MusicRegistry registry)
    {
        var version = await registry.AddVersionAsync(3);
        var source = await new ModelResolver(registry.Tracking).ResolveAsync(
            ModelUri.OfVersion(MusicRegistry.Name, version.Version), TestContext.Current.CancellationToken);
        return (new ModelDownloads(registry.Tracking.Artifacts, registry.Cache, TimeProvider.System), source);
    }

    private static double[] Predict(string folder) =>
        ModelDirectory.Load(folder).Classifier.Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray();
}
