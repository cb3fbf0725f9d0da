using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What checks start from, under names nobody else uses.</summary>
internal static class Given
{
    public static string Name(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    public static Task<string> ExperimentAsync(ITrackingClient client, CancellationToken token) =>
        client.Experiments.CreateAsync(Name("experiment"), cancellationToken: token);

    public static async Task<string> RunAsync(ITrackingClient client, CancellationToken token) =>
        await RunAsync(client, await ExperimentAsync(client, token), token);

    public static async Task<string> RunAsync(ITrackingClient client, string experimentId, CancellationToken token, long start = 0, params IReadOnlyList<Metric> metrics)
    {
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = experimentId, StartTime = start }, token);
        await client.Runs.LogBatchAsync(run.Info.RunId, metrics, [], [], token);
        return run.Info.RunId;
    }

    public static async Task<string> ModelAsync(ITrackingClient client, CancellationToken token, int versions = 0)
    {
        var name = Name("model");
        await client.Registry.CreateModelAsync(name, cancellationToken: token);
        for (var i = 0; i < versions; i++)
        {
            await VersionAsync(client, name, token);
        }

        return name;
    }

    public static Task<ModelVersion> VersionAsync(ITrackingClient client, string name, CancellationToken token) =>
        client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = "mlflow-artifacts:/x" }, token);
}
