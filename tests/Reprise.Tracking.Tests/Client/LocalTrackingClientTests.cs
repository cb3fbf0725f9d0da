using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

public sealed class LocalTrackingClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_ExistingHome_SeesWhatWasLoggedBefore()
    {
        using var home = new TemporaryHome();
        string runId;
        await using (var client = await home.OpenAsync())
        {
            var experimentId = await client.Experiments.CreateAsync("e", cancellationToken: Token);
            runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experimentId, Name = "n" }, Token)).Info.RunId;
            await client.Runs.LogBatchAsync(runId, [new Metric("m", double.NaN, 5, 2)], [new Param("p", "1")], [new Tag("t", "v")], Token);
            await client.Runs.UpdateAsync(runId, RunStatus.Finished, 2000, cancellationToken: Token);
        }

        await using var again = await home.OpenAsync();
        var run = await again.Runs.GetAsync(runId, Token);

        Assert.Equal((RunStatus.Finished, 2000L, "n"), (run.Info.Status, run.Info.EndTime, run.Info.Name));
        Assert.Equal($"mlflow-artifacts:/1/{runId}/artifacts", run.Info.ArtifactUri);
        Assert.Equal([new Metric("m", double.NaN, 5, 2)], run.Metrics);
        Assert.Equal([new Param("p", "1")], run.Params);
        Assert.Equal("v", run.Tag("t"));
    }

    [Fact]
    public async Task OpenAsync_HomeThatIsAFile_RefusesWithWords()
    {
        using var home = new TemporaryHome();
        var file = Path.Combine(home.Folder, "file");
        await File.WriteAllTextAsync(file, "", Token);

        var refusal = await Assert.ThrowsAsync<RepriseException>(() => LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = file }, Token));

        Assert.Contains($"'{file}'", refusal.Message, StringComparison.Ordinal);
    }
}
