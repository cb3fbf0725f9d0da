using System.Diagnostics;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Client;

public sealed class InterruptedRunsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_RunOfALivingProcess_StaysRunning()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await using var run = await client.StartRunAsync(new NewRun { ExperimentId = "0" }, cancellationToken: Token);

        Assert.Equal(RunStatus.Running, await StatusAfterReopenAsync(home, run.RunId));
    }

    [Fact]
    public async Task OpenAsync_RunWithoutProcessTags_StaysRunning() =>
        Assert.Equal(RunStatus.Running, await StatusAfterReopenAsync([]));

    [Fact]
    public async Task OpenAsync_RunOfAnotherMachine_StaysRunning() =>
        Assert.Equal(RunStatus.Running, await StatusAfterReopenAsync(new ProcessIdentity("another-machine", int.MaxValue, 1).Tags));

    [Fact]
    public async Task OpenAsync_RunOfAProcessThatEnded_IsKilled()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        var startedAt = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
        await process.WaitForExitAsync(Token);

        Assert.Equal(RunStatus.Killed, await StatusAfterReopenAsync(new ProcessIdentity(Environment.MachineName, process.Id, startedAt).Tags));
    }

    [Fact]
    public async Task OpenAsync_ProcessNumberGivenToAnother_IsKilled() => Assert.Equal(
        RunStatus.Killed,
        await StatusAfterReopenAsync((ProcessIdentity.Current with { StartedAt = ProcessIdentity.Current.StartedAt - 60_000 }).Tags));

    [Fact]
    public async Task OpenAsync_TagsThatAreNoNumbers_StayRunning() => Assert.Equal(
        RunStatus.Running,
        await StatusAfterReopenAsync(
            [new(ProcessIdentity.HostTag, Environment.MachineName), new(ProcessIdentity.IdTag, "x"), new(ProcessIdentity.StartTag, "-1")]));

    private static async Task<RunStatus> StatusAfterReopenAsync(IReadOnlyList<Tag> tags)
    {
        using var home = new TemporaryHome();
        string runId;
        await using (var client = await home.OpenAsync())
        {
            runId = (await client.Runs.CreateAsync(new NewRun { ExperimentId = "0", Tags = tags }, Token)).Info.RunId;
        }

        return await StatusAfterReopenAsync(home, runId);
    }

    private static async Task<RunStatus> StatusAfterReopenAsync(TemporaryHome home, string runId)
    {
        await using var client = await home.OpenAsync();
        var info = (await client.Runs.GetAsync(runId, Token)).Info;
        Assert.Equal(info.Status == RunStatus.Killed, info.EndTime is > 0);
        return info.Status;
    }
}
