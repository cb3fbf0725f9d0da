using System.Diagnostics;
using System.Globalization;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

/// <summary>What a killed <see cref="DoomedWriter"/> said, held against what is stored.</summary>
internal static class DoomedWriterRecord
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a writer, lets it say some lines, and kills it; everything it said.</summary>
    public static async Task<List<string>> WriteUntilAsync(string[] where, int lines, TimeSpan spin)
    {
        using var writer = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [DoomedWriter.Verb, .. where])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = new List<string>();
        while (said.Count < lines && await writer.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            said.Add(line);
        }

        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < spin)
        {
            Thread.SpinWait(100);
        }

        writer.Kill();
        while (await writer.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            said.Add(line);
        }

        await writer.WaitForExitAsync(Token);
        Assert.NotEqual(0, writer.ExitCode);
        return said;
    }

    /// <summary>What a line said is there.</summary>
    public static async Task AssertStoredAsync(LocalTrackingClient client, string[] said)
    {
        switch (said)
        {
            case ["batch", var runId]:
                Assert.Equal(50, (await client.Runs.GetMetricHistoryAsync(runId, "m", cancellationToken: Token)).Items.Count);
                Assert.Single((await client.Runs.GetAsync(runId, Token)).Params);
                break;
            case ["artifact", var runId]:
                var root = (await client.Runs.GetAsync(runId, Token)).Info.ArtifactUri;
                Assert.Equal(100_000, (await client.Artifacts.ReadTextAsync(root, "notes/text.txt", Token)).Length);
                break;
            case ["live", var model, var version]:
                var live = await client.Registry.GetVersionByAliasAsync(model, "production", Token);
                Assert.True(live.Version >= int.Parse(version, CultureInfo.InvariantCulture));
                break;
            case ["finished", var runId]:
                Assert.Equal(RunStatus.Finished, (await client.Runs.GetAsync(runId, Token)).Info.Status);
                break;
            case ["run", var runId]:
                Assert.NotEqual(RunStatus.Running, (await client.Runs.GetAsync(runId, Token)).Info.Status);
                break;
        }
    }

    /// <summary>Alias, stage and record agree in every model; batches are whole or missing; visible artifacts are whole; no run seems to be running.</summary>
    public static async Task AssertNothingIsHalfAsync(LocalTrackingClient client)
    {
        var experiments = await client.Experiments.SearchAsync(new() { Filter = "name = 'doomed'" }, Token);
        var runs = await client.Runs.SearchAsync(new RunQuery { ExperimentIds = [.. experiments.Items.Select(e => e.Id)], MaxResults = 50_000 }, Token);
        foreach (var run in runs.Items)
        {
            Assert.True(run.Info.Status is RunStatus.Killed or RunStatus.Finished, $"{run.Info.Status}");
            Assert.True(run.Params.Count == run.Metrics.Count, "a batch is whole or missing");
            foreach (var file in await client.Artifacts.ListAsync(run.Info.ArtifactUri, "notes", Token))
            {
                Assert.Equal(("notes/text.txt", 100_000L), (file.Path, file.Size));
            }
        }

        foreach (var model in (await client.Registry.SearchModelsAsync(new RegistryQuery { MaxResults = 1000 }, Token)).Items)
        {
            var versions = (await client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = $"name = '{model.Name}'" }, Token)).Items;
            Assert.Equal(
                model.Aliases.Select(alias => alias.Version), versions.Where(version => version.Stage == ModelStage.Production).Select(version => version.Version));
        }
    }
}
