using Microsoft.Extensions.Logging.Abstractions;
using Reprise.Core.Errors;
using Reprise.Serving.Hosting;

namespace Reprise.Serving.Tests.Hosting;

public sealed class ModelHostTests
{
    private static readonly FixedTime Time = new(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task GetAsync_NothingPromoted_SaysWhatToRun()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        using var host = Host(registry);

        Assert.Null(await host.GetAsync(TestContext.Current.CancellationToken));
        Assert.Contains("reprise models promote", host.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_OnePromotedModel_IsFoundWithoutBeingNamed()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.PromoteAsync(1);
        using var host = Host(registry);

        var model = await host.GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal((MusicRegistry.Name, 1), (model!.Name, model.Version!.Value));
        Assert.Equal($"models:/{MusicRegistry.Name}@production", host.State.Uri);
        Assert.Null(host.State.Problem);
    }

    [Fact]
    public async Task GetAsync_TwoPromotedModels_AsksToNameOne()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var version = await registry.AddVersionAsync(3);
        await registry.PromoteAsync(1);
        await registry.Tracking.Registry.CreateModelAsync("other", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.CreateVersionAsync(
            new() { Name = "other", Source = version.Source, RunId = version.RunId }, TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.SetAliasAsync("other", "production", 1, TestContext.Current.CancellationToken);
        using var unnamed = Host(registry);
        using var named = Host(registry, "models:/other@production");

        Assert.Null(await unnamed.GetAsync(TestContext.Current.CancellationToken));
        Assert.Contains("2 registered models have the alias 'production': other, turkish-music-emotion", unnamed.State.Problem, StringComparison.Ordinal);
        Assert.Equal("other", (await named.GetAsync(TestContext.Current.CancellationToken))!.Name);
    }

    [Fact]
    public async Task CheckAsync_AnotherModelPromoted_GoesOnFollowingTheFirst()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        var version = await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5);
        await registry.PromoteAsync(1);
        using var host = Host(registry);
        await host.CheckAsync(TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.CreateModelAsync("other", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.CreateVersionAsync(
            new() { Name = "other", Source = version.Source, RunId = version.RunId }, TestContext.Current.CancellationToken);
        await registry.Tracking.Registry.SetAliasAsync("other", "production", 1, TestContext.Current.CancellationToken);

        await registry.PromoteAsync(2);
        await host.CheckAsync(TestContext.Current.CancellationToken);
        var followed = (host.State.Model!.Name, host.State.Model.Version, host.State.Problem);
        await registry.Tracking.Registry.DeleteAliasAsync(MusicRegistry.Name, "production", TestContext.Current.CancellationToken);
        await host.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal((MusicRegistry.Name, 2, null), followed);
        Assert.Equal("other", host.State.Model!.Name);
    }

    [Fact]
    public async Task CheckAsync_AfterPromotionAndRollback_ServesWhatIsLive()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5);
        await registry.PromoteAsync(1);
        using var host = Host(registry);
        await host.CheckAsync(TestContext.Current.CancellationToken);
        var first = host.State.Model!;

        await registry.PromoteAsync(2);
        await host.CheckAsync(TestContext.Current.CancellationToken);
        var second = host.State.Model!;
        await registry.Tracking.Registry.RollbackAsync(MusicRegistry.Name, cancellationToken: TestContext.Current.CancellationToken);
        await host.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (first.Version!.Value, second.Version!.Value));
        Assert.Same(first, host.State.Model);
        Assert.Equal(registry.ExpectedOf(2), second.Predict(MusicModels.Rows.TakeRows([0]), TestContext.Current.CancellationToken).Probabilities.Row(0).ToArray());
    }

    [Fact]
    public async Task CheckAsync_VersionThatDoesNotLoad_LeavesTheOldOneServingAndIsReported()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5, folder => File.WriteAllText(Path.Combine(folder, "model.safetensors"), "junk"));
        await registry.PromoteAsync(1);
        using var host = Host(registry);
        await host.CheckAsync(TestContext.Current.CancellationToken);

        await registry.PromoteAsync(2);
        await host.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, host.State.Model!.Version);
        Assert.StartsWith("Version 2 of 'turkish-music-emotion' was not loaded: 'model.safetensors' has SHA-256", host.State.Problem, StringComparison.Ordinal);
        Assert.EndsWith("Still serving version 1 of 'turkish-music-emotion'.", host.State.Problem, StringComparison.Ordinal);
        Assert.Equal(Time.GetUtcNow(), host.State.ProblemAt);

        await registry.PromoteAsync(1);
        await host.CheckAsync(TestContext.Current.CancellationToken);
        Assert.Null(host.State.Problem);
    }

    [Fact]
    public async Task CheckAsync_AliasRemoved_KeepsServingAndSaysSo()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.PromoteAsync(1);
        using var host = Host(registry, $"models:/{MusicRegistry.Name}@production");
        await host.CheckAsync(TestContext.Current.CancellationToken);

        await registry.Tracking.Registry.DeleteAliasAsync(MusicRegistry.Name, "production", TestContext.Current.CancellationToken);
        await host.CheckAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, host.State.Model!.Version);
        Assert.EndsWith("Still serving version 1 of 'turkish-music-emotion'.", host.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_Notified_SwapsWithoutWaitingForThePoll()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5);
        await registry.PromoteAsync(1);
        using var host = Host(registry);   // its clock stands still, so the poll never comes
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => host.State.Model?.Version == 1);

        await registry.PromoteAsync(2);
        host.Notify();

        await Until(() => host.State.Model?.Version == 2);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ExecuteAsync_PromotionByAnotherProcess_IsFoundByThePoll()
    {
        await using var registry = await MusicRegistry.CreateAsync();
        await registry.AddVersionAsync(3);
        await registry.AddVersionAsync(5);
        await registry.PromoteAsync(1);
        var options = new ServingOptions { CacheFolder = registry.Cache, PollInterval = TimeSpan.FromMilliseconds(20) };
        using var host = new ModelHost(
            registry.Tracking, new ModelPool(registry.Tracking, options, TimeProvider.System), options, TimeProvider.System, NullLogger<ModelHost>.Instance);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => host.State.Model?.Version == 1);

        await registry.PromoteAsync(2);

        await Until(() => host.State.Model?.Version == 2);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Constructor_UriOfNoForm_IsRefused()
    {
        await using var registry = await MusicRegistry.CreateAsync();

        Assert.Equal(ErrorCode.InvalidParameterValue, Assert.Throws<RepriseException>(() => Host(registry, "production")).Code);
    }

    private static ModelHost Host(MusicRegistry registry, string? model = null)
    {
        var options = new ServingOptions { CacheFolder = registry.Cache, Model = model };
        return new ModelHost(registry.Tracking, new ModelPool(registry.Tracking, options, Time), options, Time, NullLogger<ModelHost>.Instance);
    }

    /// <summary>Waits for a condition; the test's own time-out ends a wait in vain.</summary>
    private static async Task Until(Func<bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
