using System.Text.Json;
using Reprise.Cli.Tests.Shell;
using Reprise.Core.Randomness;

namespace Reprise.Cli.Tests.Demo;

[Trait("Culture", "none")]
public sealed class DemoKillTests(SampleHome sample, ITestOutputHelper output)
{
    /// <summary>Kills; <c>REPRISE_LONG=1</c> asks for more.</summary>
    private static readonly int Rounds = Environment.GetEnvironmentVariable("REPRISE_LONG") == "1" ? 200 : 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_KilledAtAnyMoment_LeavesNothingHalfDoneAndTheNextDemoSucceeds()
    {
        using var folder = new TemporaryFolder();
        var home = folder["home"];
        var steps = Steps();
        var rng = new Rng(20_261_122);
        var killed = 0;

        for (var round = 0; round < Rounds; round++)
        {
            // Every step in turn, at a random moment of its usual length, so that a busy machine does not spare the late ones.
            var (step, seconds) = steps[round % steps.Count];
            killed += await KillAsync(home, round % steps.Count, TimeSpan.FromSeconds((seconds + (round % steps.Count == 0 ? StartUp : 0)) * rng.NextDouble())) ? 1 : 0;
            var (finished, versions) = await HomeInspection.CheckAsync(home);
            output.WriteLine($"killed during {step}: {finished} finished runs, {versions} versions");
        }

        Assert.InRange(killed, Rounds / 2, Rounds);
        var before = await HomeInspection.CheckAsync(home);
        var last = await SampleHome.RunSmallAsync(home, "--json");
        var after = await HomeInspection.CheckAsync(home);

        Assert.Equal(0, last.ExitCode);
        Assert.Equal((before.Finished + 1, before.Versions + 1), after);
    }

    /// <summary>How long the program itself takes to start, before its first step.</summary>
    private const double StartUp = 0.5;

    /// <summary>The steps that print a line when they end, with how long they took in the first demo.</summary>
    private List<(string Step, double Seconds)> Steps()
    {
        using var document = JsonDocument.Parse(sample.Demo.Output);
        return [.. document.RootElement.GetProperty("seconds").EnumerateObject().Where(step => step.Name != "total").Select(step => (step.Name, step.Value.GetDouble()))];
    }

    /// <summary>Kills a demo a moment after so many steps have ended; false when it was done before.</summary>
    private static async Task<bool> KillAsync(string home, int stepsDone, TimeSpan moment)
    {
        using var process = RepriseProcess.Start(["demo", "--home", home, .. SampleHome.Small], SampleHome.NoData);
        var output = process.StandardOutput.ReadToEndAsync(Token);
        for (var line = 0; line < stepsDone; line++)
        {
            Assert.NotNull(await process.StandardError.ReadLineAsync(Token));
        }

        var error = process.StandardError.ReadToEndAsync(Token);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(Token);
        wait.CancelAfter(moment);
        try
        {
            await process.WaitForExitAsync(wait.Token);
            Assert.True(process.ExitCode == 0, await error);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
            await Task.WhenAll(output, error);
            return true;
        }
    }
}
