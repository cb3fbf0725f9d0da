using System.Globalization;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

/// <summary>A process that writes without end and says each write once it is acknowledged, until somebody kills it.</summary>
internal static class DoomedWriter
{
    public const string Verb = "--write-until-killed";

    public static async Task<int> RunAsync(string home, string? backendStore)
    {
        var say = Console.Out;
        await say.WriteLineAsync("opening");
        await say.FlushAsync();
        await using var client = await LocalTrackingClient.OpenAsync(
            new LocalTrackingOptions { Home = home, BackendStore = backendStore is null ? null : BackendStoreUri.Parse(backendStore) });
        var experiment = await client.Experiments.GetOrCreateAsync("doomed");
        var turn = new SemaphoreSlim(1);
        async Task SayAsync(string line)
        {
            await turn.WaitAsync();
            await say.WriteLineAsync(line);
            await say.FlushAsync();
            turn.Release();
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(worker => WriteAsync(client, experiment.Id, worker, SayAsync)));
        return 0;
    }

    private static async Task WriteAsync(LocalTrackingClient client, string experimentId, int worker, Func<string, Task> sayAsync)
    {
        var model = $"model-{Environment.ProcessId}-{worker}";
        await client.Registry.CreateModelAsync(model);
        for (var i = 0; ; i++)
        {
            var run = await client.StartRunAsync(new NewRun { ExperimentId = experimentId });
            await sayAsync($"run {run.RunId}");
            await client.Runs.LogBatchAsync(
                run.RunId, [.. Enumerable.Range(0, 50).Select(step => new Metric("m", step, step, step))], [new Param("i", i.ToString(CultureInfo.InvariantCulture))], []);
            await sayAsync($"batch {run.RunId}");
            await run.LogTextAsync("notes/text.txt", new string('x', 100_000));
            await sayAsync($"artifact {run.RunId}");
            var version = await client.Registry.CreateVersionAsync(new NewModelVersion { Name = model, Source = $"runs:/{run.RunId}/notes", RunId = run.RunId });
            await client.Registry.PromoteAsync(new Promotion { Name = model, Version = version.Version });
            await sayAsync($"live {model} {version.Version}");
            await run.FinishAsync();
            await sayAsync($"finished {run.RunId}");
        }
    }
}
