using System.Diagnostics;
using System.Globalization;
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
    public async Task OpenAsync_RunOfAProcessNobodyBuried_IsKilled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux keeps ended processes until their parent asks");
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 0.05 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true })!;
        var id = int.Parse((await parent.StandardOutput.ReadLineAsync(Token))!, CultureInfo.InvariantCulture);
        using (var child = Process.GetProcessById(id))
        {
            var startedAt = new DateTimeOffset(child.StartTime).ToUnixTimeMilliseconds();
            while (!(await File.ReadAllTextAsync($"/proc/{id}/stat", Token)).Contains(") Z", StringComparison.Ordinal))
            {
                await Task.Yield();
            }

            Assert.Equal(RunStatus.Killed, await StatusAfterReopenAsync(new ProcessIdentity(Environment.MachineName, id, startedAt).Tags));
        }

        parent.Kill();
        await parent.WaitForExitAsync(Token);
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
