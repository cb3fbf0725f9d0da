using System.Diagnostics;
using Reprise.Core.Hashing;
using Reprise.Core.Randomness;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Backup;

namespace Reprise.Tracking.Tests.Backup;

/// <summary>Saving and restoring are killed at random moments: an archive or a home that is there under its name is whole.</summary>
[Trait("Culture", "none")]
public sealed class BackupCrashTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("REPRISE_LONG") is null ? 4 : 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtRandomMoments_LeavesWholeArchivesAndHomesOrNone()
    {
        using var home = new TemporaryHome();
        await using (var client = await home.OpenAsync())
        {
            for (var i = 0; i < 60; i++)
            {
                await client.Artifacts.WriteTextAsync("mlflow-artifacts:/0", $"{i}.txt", new string('x', 20_000), Token);
            }
        }

        var random = new Rng(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var place = new BackupPlace();
            await RunAndKillAsync(home.Folder, place.Folder, TimeSpan.FromMilliseconds(random.NextDouble() * 400));

            if (!File.Exists(place["saved.tar"]))
            {
                Assert.False(Directory.Exists(place["restored"]));
                continue;
            }

            var manifest = await HomeRestore.VerifyAsync(place["saved.tar"], Token);
            Assert.Equal(61, manifest.Files.Count);
            if (!Directory.Exists(place["restored"]))
            {
                await HomeRestore.RestoreAsync(place["saved.tar"], place["restored"], Token);
            }

            Assert.All(manifest.Files, file => Assert.Equal(file.Sha256, ContentHash.Sha256OfFile(Path.Combine(place["restored"], file.Path))));
        }
    }

    private static async Task RunAndKillAsync(string home, string place, TimeSpan spin)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { DoomedRestore.Verb, home, place },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(Token));
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < spin && !process.HasExited)
        {
            Thread.SpinWait(100);
        }

        process.Kill();
        await process.WaitForExitAsync(Token);
    }
}
