using System.Collections.Concurrent;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Testing.Postgres;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Tests.Client;

namespace Reprise.Tracking.Tests.Postgres;

/// <summary>The writer or the server is killed at random moments: what was acknowledged is there, and nothing half-written looks whole.</summary>
[Trait("Culture", "none")]
public sealed class PostgresCrashTests
{
    private const int Writers = 4, Points = 20;
    private static readonly bool Long = Environment.GetEnvironmentVariable("REPRISE_LONG") is not null;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KillWriter_AtRandomMoments_LosesNothingThatWasAcknowledged()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        using var store = await PostgresStore.CreateAsync();
        var random = new Rng(2025);
        for (var kill = 0; kill < (Long ? 200 : 3); kill++)
        {
            var said = await DoomedWriterRecord.WriteUntilAsync(
                [store.Home, store.Server.Uri(store.Database)], lines: 1 + random.NextInt32(60), spin: TimeSpan.FromMilliseconds(random.NextDouble() * 5));

            await using var client = await store.OpenAsync(cancellationToken: Token);
            foreach (var line in said)
            {
                await DoomedWriterRecord.AssertStoredAsync(client, line.Split(' '));
            }

            await DoomedWriterRecord.AssertNothingIsHalfAsync(client);
        }
    }

    [Fact]
    public async Task KillServer_UnderLoad_LosesNothingThatWasAcknowledged()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartAsync(durable: true);
        var home = Directory.CreateTempSubdirectory("reprise-test-").FullName;
        await using var client = await LocalTrackingClient.OpenAsync(
            new LocalTrackingOptions { Home = home, BackendStore = BackendStoreUri.Parse(server.Uri(await server.CreateDatabaseAsync())) }, Token);
        var acknowledged = new ConcurrentQueue<string>();
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(client, acknowledged, enough.Token), Token)).ToList();
        for (var kill = 0; kill < (Long ? 200 : 2); kill++)
        {
            var before = acknowledged.Count;
            while (acknowledged.Count < before + 20)
            {
                await Task.Delay(5, Token);   // until there is load to kill
            }

            await server.KillAndRestartAsync();
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        var stored = (await client.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"], MaxResults = 50_000 }, Token)).Items;
        Directory.Delete(home, recursive: true);

        Assert.True(acknowledged.Count >= (Long ? 4000 : 40));
        Assert.Empty(acknowledged.Except(stored.Where(run => run.Params.Count == 1).Select(run => run.Info.RunId)));
        Assert.All(stored, run => Assert.True(
            run.Params.Count == 1 ? run.Metrics.Count == Points : run.Metrics.Count == 0, "a batch is whole or missing"));
    }

    // A run and its batch, again and again; what is not acknowledged may be there or not.
    private static async Task WriteAsync(LocalTrackingClient client, ConcurrentQueue<string> acknowledged, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                var runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info.RunId;
                await client.Runs.LogBatchAsync(
                    runId, [.. Enumerable.Range(0, Points).Select(i => new Metric($"m{i}", i, 1))], [new Param("p", "1")], [], Token);
                acknowledged.Enqueue(runId);
            }
            catch (RepriseException refusal) when (refusal.Code == ErrorCode.TemporarilyUnavailable)
            {
                // Said so, and tried again.
            }
        }
    }
}
