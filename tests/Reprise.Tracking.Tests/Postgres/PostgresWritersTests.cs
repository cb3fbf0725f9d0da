using Reprise.Core.Errors;
using Reprise.Testing.Postgres;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Postgres;

/// <summary>Writers in several processes' stead race for the same thing: one wins, the others are told so in the words of a lone writer.</summary>
[Trait("Culture", "none")]
public sealed class PostgresWritersTests
{
    private const int Racers = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateExperiment_ManyWithOneName_OneSucceeds()
    {
        await using var store = await RaceAsync();

        var outcomes = await store.RaceAsync((client, _) => client.Experiments.CreateAsync("only", cancellationToken: Token));

        Assert.Equal((1, Racers - 1), (outcomes.Count(code => code is null), outcomes.Count(code => code == ErrorCode.ResourceAlreadyExists)));
    }

    [Fact]
    public async Task CreateModel_ManyWithOneName_OneSucceeds()
    {
        await using var store = await RaceAsync();

        var outcomes = await store.RaceAsync((client, _) => client.Registry.CreateModelAsync("only", cancellationToken: Token));

        Assert.Equal((1, Racers - 1), (outcomes.Count(code => code is null), outcomes.Count(code => code == ErrorCode.ResourceAlreadyExists)));
    }

    [Fact]
    public async Task LogParam_ManyValuesOfOneKey_TheFirstStays()
    {
        await using var store = await RaceAsync();
        var runId = (await store.One.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info.RunId;

        var outcomes = await store.RaceAsync((client, i) => client.Runs.LogParamAsync(runId, new Param("p", $"{i}"), Token));

        var winner = Assert.Single(Enumerable.Range(0, Racers), i => outcomes[i] is null);
        Assert.Equal(Racers - 1, outcomes.Count(code => code == ErrorCode.InvalidParameterValue));
        Assert.Equal([new Param("p", $"{winner}")], (await store.One.Runs.GetAsync(runId, Token)).Params);
    }

    [Fact]
    public async Task CreateVersion_Many_NumbersAreDense()
    {
        await using var store = await RaceAsync();
        await store.One.Registry.CreateModelAsync("m", cancellationToken: Token);

        await store.RaceAsync((client, _) => client.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/x" }, Token));

        var versions = (await store.One.Registry.SearchVersionsAsync(new RegistryQuery(), Token)).Items;
        Assert.Equal(Enumerable.Range(1, Racers), versions.Select(version => version.Version).Order());
    }

    [Fact]
    public async Task Promote_ManyAtOnce_AliasAndStageAgree()
    {
        await using var store = await RaceAsync();
        await store.One.Registry.CreateModelAsync("m", cancellationToken: Token);
        for (var i = 0; i < Racers; i++)
        {
            await store.One.Registry.CreateVersionAsync(new NewModelVersion { Name = "m", Source = "s3://b/x" }, Token);
        }

        var outcomes = await store.RaceAsync((client, i) => client.Registry.PromoteAsync(new Promotion { Name = "m", Version = i + 1 }, Token));

        Assert.All(outcomes, code => Assert.Null(code));
        var live = await store.One.Registry.GetVersionByAliasAsync("m", Promotion.DefaultAlias, Token);
        var versions = (await store.One.Registry.SearchVersionsAsync(new RegistryQuery(), Token)).Items;
        Assert.Equal([live.Version], versions.Where(version => version.Stage == ModelStage.Production).Select(version => version.Version));
    }

    [Fact]
    public async Task DeleteExperiment_WhileRunsAreCreated_LeavesNoActiveRun()
    {
        await using var store = await RaceAsync();
        var experiment = await store.One.Experiments.CreateAsync("going", cancellationToken: Token);

        await store.RaceAsync((client, i) => i == Racers / 2
            ? client.Experiments.DeleteAsync(experiment, Token)
            : client.Runs.CreateAsync(new NewRun { ExperimentId = experiment }, Token));

        Assert.Empty((await store.One.Runs.SearchAsync(new RunQuery { ExperimentIds = [experiment] }, Token)).Items);
    }

    [Fact]
    public async Task LogBatch_SameKeysInOppositeOrders_AllAreKept()
    {
        await using var store = await RaceAsync();
        var runId = (await store.One.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info.RunId;

        var outcomes = await store.RaceAsync((client, i) =>
        {
            var keys = Enumerable.Range(0, 30).Select(k => i % 2 == 0 ? k : 29 - k);
            return client.Runs.LogBatchAsync(runId, [.. keys.Select(k => new Metric($"m{k}", i, 1, i))], [], [], Token);
        });

        Assert.All(outcomes, code => Assert.Null(code));
        var metrics = (await store.One.Runs.GetAsync(runId, Token)).Metrics;
        Assert.Equal(30, metrics.Count);
        Assert.All(metrics, metric => Assert.Equal(Racers - 1, metric.Step));
    }

    [Fact]
    public async Task SetTag_TextPostgresCannotStore_IsRefusedWithWords()
    {
        await using var store = await RaceAsync();
        var runId = (await store.One.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info.RunId;

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => store.One.Runs.SetTagAsync(runId, new Tag("t", "a\0b"), Token));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Contains("U+0000", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<Race> RaceAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var store = await PostgresStore.CreateAsync();
        return new Race(store, await store.OpenAsync(), await store.OpenAsync());
    }

    private sealed record Race(PostgresStore Store, LocalTrackingClient One, LocalTrackingClient Other) : IAsyncDisposable
    {
        /// <summary>Runs the work of every racer at once, half on each client; null where it succeeded.</summary>
        public Task<ErrorCode?[]> RaceAsync(Func<LocalTrackingClient, int, Task> work) => Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(
            async () =>
            {
                try
                {
                    await work(i % 2 == 0 ? One : Other, i);
                    return (ErrorCode?)null;
                }
                catch (RepriseException refusal)
                {
                    return refusal.Code;
                }
            },
            Token)));

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
            Store.Dispose();
        }
    }
}
