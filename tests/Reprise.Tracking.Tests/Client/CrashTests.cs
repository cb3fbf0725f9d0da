using Reprise.Core.Randomness;

namespace Reprise.Tracking.Tests.Client;

/// <summary>A writer is killed at random moments: what it was told is stored is there, and nothing half-written looks whole.</summary>
[Trait("Culture", "none")]
public sealed class CrashTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("REPRISE_LONG") is null ? 10 : 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtRandomMoments_LosesNothingThatWasAcknowledged()
    {
        using var home = new TemporaryHome();
        var random = new Rng(2024);
        for (var kill = 0; kill < Kills; kill++)
        {
            var said = await DoomedWriterRecord.WriteUntilAsync([home.Folder], lines: 1 + random.NextInt32(60), spin: TimeSpan.FromMilliseconds(random.NextDouble() * 5));

            await using var client = await home.OpenAsync();
            foreach (var line in said)
            {
                await DoomedWriterRecord.AssertStoredAsync(client, line.Split(' '));
            }

            await DoomedWriterRecord.AssertNothingIsHalfAsync(client);
        }
    }

    [Fact]
    public async Task Kill_DuringCreation_LeavesAHomeThatOpens()
    {
        var random = new Rng(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var home = new TemporaryHome();
            await DoomedWriterRecord.WriteUntilAsync([home.Folder], lines: 1, spin: TimeSpan.FromMilliseconds(random.NextDouble() * 120));

            await using var client = await home.OpenAsync();
            Assert.Equal("Default", (await client.Experiments.GetAsync("0", Token)).Name);
        }
    }
}
