using Reprise.Core.Errors;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Hosting;

public sealed class ModelPoolTests
{
    [Fact]
    public async Task GetAsync_SameVersionByAnyUri_IsLoadedOnce()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.PromoteAsync(1);
        var pool = Pool(registry);

        var models = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(at => pool.GetAsync(
                at % 2 == 0 ? ModelUri.OfVersion(MusicRegistry.Name, 1) : ModelUri.OfAlias(MusicRegistry.Name, "production"), TestContext.Current.CancellationToken)));

        Assert.Single(models.Distinct());
        Assert.Equal(
            registry.ExpectedOf(1), models[0].Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray());
    }

    [Fact]
    public async Task GetAsync_AliasThatMoved_GivesTheNewVersion()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5);
        var pool = Pool(registry);
        var uri = ModelUri.OfAlias(MusicRegistry.Name, "production");

        await registry.PromoteAsync(1);
        var before = await pool.GetAsync(uri, TestContext.Current.CancellationToken);
        await registry.PromoteAsync(2);
        var after = await pool.GetAsync(uri, TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (before.Version!.Value, after.Version!.Value));
    }

    [Fact]
    public async Task GetAsync_BeyondTheCapacity_ForgetsTheOneUsedLongestAgo()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(1);
        await registry.AddVersionAsync(2);
        await registry.AddVersionAsync(3);
        var pool = Pool(registry, capacity: 2);

        var first = await Get(1);
        var second = await Get(2);
        Assert.Same(first, await Get(1));
        await Get(3);

        Assert.Same(first, await Get(1));
        Assert.NotSame(second, await Get(2));

        Task<ServedModel> Get(int version) => pool.GetAsync(ModelUri.OfVersion(MusicRegistry.Name, version), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GetAsync_DamagedCopy_IsFetchedAnew()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        var uri = ModelUri.OfVersion(MusicRegistry.Name, 1);
        await Pool(registry).GetAsync(uri, TestContext.Current.CancellationToken);
        var copy = Directory.EnumerateFiles(registry.Cache, "model.safetensors", SearchOption.AllDirectories).Single();
        File.WriteAllText(copy, "junk");

        var model = await Pool(registry).GetAsync(uri, TestContext.Current.CancellationToken);

        Assert.Equal(
            registry.ExpectedOf(1), model.Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray());
    }

    [Fact]
    public async Task GetAsync_DamagedModel_FailsEachTimeUntilItIsRepaired()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        byte[] whole = [];
        var version = await registry.AddVersionAsync(3, folder =>
        {
            var file = Path.Combine(folder, "model.safetensors");
            whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, whole[..^1]);
        });
        var pool = Pool(registry);
        var uri = ModelUri.OfVersion(MusicRegistry.Name, 1);

        Assert.Equal(ErrorCode.DataLoss, (await Assert.ThrowsAsync<RepriseException>(() => pool.GetAsync(uri, TestContext.Current.CancellationToken))).Code);
        Assert.Equal(ErrorCode.DataLoss, (await Assert.ThrowsAsync<RepriseException>(() => pool.GetAsync(uri, TestContext.Current.CancellationToken))).Code);

        await registry.Tracking.Artifacts.WriteAsync(version.Source, "model.safetensors", new MemoryStream(whole), TestContext.Current.CancellationToken);
        Assert.Equal(1, (await pool.GetAsync(uri, TestContext.Current.CancellationToken)).Version);
    }

    private static ModelPool Pool(MusicRegistry registry, int capacity = 8) =>
        new(registry.Tracking, new ServingOptions { CacheFolder = registry.Cache, MaxModelsInMemory = capacity }, TimeProvider.System);
}
