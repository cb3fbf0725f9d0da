using Reprise.Core.Errors;
using Reprise.Testing;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Backup;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Backup;

/// <summary>A home is saved while others write to it, and what is restored is whole.</summary>
public sealed class HomeBackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WhileRunsAreLogged_RestoresEveryRunWhole()
    {
        using var home = new TemporaryHome();
        using var place = new BackupPlace();
        await using var client = await home.OpenAsync();
        using var stop = new CancellationTokenSource();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = 0;
        var writers = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token);
                await client.Artifacts.WriteTextAsync(run.Info.ArtifactUri, "model/weights.txt", new string('w', 50_000), Token);
                await client.Runs.LogBatchAsync(run.Info.RunId, [.. Enumerable.Range(0, 20).Select(step => new Metric("m", step, step, step))], [new Param("p", "1")], [], Token);
                await client.Runs.UpdateAsync(run.Info.RunId, RunStatus.Finished, 1, cancellationToken: Token);
                if (Interlocked.Increment(ref finished) == 20)
                {
                    enough.SetResult();
                }
            }
        }).ToList();
        await enough.Task.WaitAsync(Token);

        var report = await HomeBackup.WriteAsync(home.Folder, place["saved.tar"], cancellationToken: Token);
        var after = Volatile.Read(ref finished);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await HomeRestore.RestoreAsync(place["saved.tar"], place["restored"], Token);

        await using var restored = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = place["restored"], TimeProvider = new DistinctTime() }, Token);
        var runs = (await restored.Runs.SearchAsync(new RunQuery { ExperimentIds = ["0"], MaxResults = 50_000 }, Token)).Items.Where(run => run.Info.Status == RunStatus.Finished).ToList();
        Assert.InRange(runs.Count, 20, after);
        Assert.Empty(report.LeftOut);
        foreach (var run in runs)
        {
            Assert.Equal(20, (await restored.Runs.GetMetricHistoryAsync(run.Info.RunId, "m", cancellationToken: Token)).Items.Count);
            Assert.Equal(50_000, (await restored.Artifacts.ReadTextAsync(run.Info.ArtifactUri, "model/weights.txt", Token)).Length);
        }
    }

    [Fact]
    public async Task Write_SameHomeAndMoment_SameBytesForItsOwnerOnly()
    {
        using var home = new TemporaryHome();
        using var place = new BackupPlace();
        await using (var client = await home.OpenAsync())
        {
            await client.Artifacts.WriteTextAsync("mlflow-artifacts:/0", "ğüş/notes.txt", "hello", Token);
        }

        Directory.CreateDirectory(Path.Combine(home.Folder, "cache", "models"));
        await File.WriteAllTextAsync(Path.Combine(home.Folder, "cache", "models", "big.bin"), "may be deleted", Token);
        var moment = new FixedTime();

        await HomeBackup.WriteAsync(home.Folder, place["a.tar"], moment, Token);
        await HomeBackup.WriteAsync(home.Folder, place["b.tar"], moment, Token);

        var manifest = await HomeRestore.VerifyAsync(place["a.tar"], Token);
        Assert.Equal(await File.ReadAllBytesAsync(place["a.tar"], Token), await File.ReadAllBytesAsync(place["b.tar"], Token));
        Assert.Equal(["mlflow.db", "artifacts/0/ğüş/notes.txt"], manifest.Files.Select(file => file.Path));
        Assert.Empty(Directory.GetFiles(Path.Combine(home.Folder, "tmp")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place["a.tar"]));
        }
    }

    [Fact]
    public async Task Write_LinkOutOfTheHome_IsLeftOutAndNamed()
    {
        using var home = new TemporaryHome();
        using var place = new BackupPlace();
        await using (await home.OpenAsync())
        {
            await File.WriteAllTextAsync(place["secret.txt"], "not yours", Token);
            File.CreateSymbolicLink(Path.Combine(home.Folder, "artifacts", "link.txt"), place["secret.txt"]);
        }

        var report = await HomeBackup.WriteAsync(home.Folder, place["a.tar"], cancellationToken: Token);

        Assert.Equal(["'artifacts/link.txt': a link to a folder, to nothing, or out of the home."], report.LeftOut);
        Assert.Equal(["mlflow.db"], (await HomeRestore.VerifyAsync(place["a.tar"], Token)).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Write_WrongPlaces_AreRefusedInWords()
    {
        using var home = new TemporaryHome();
        using var place = new BackupPlace();
        var none = await Assert.ThrowsAsync<RepriseException>(() => HomeBackup.WriteAsync(home.Folder, place["a.tar"], cancellationToken: Token));
        await using (await home.OpenAsync())
        {
        }

        await File.WriteAllTextAsync(place["taken.tar"], "another", Token);
        var taken = await Assert.ThrowsAsync<RepriseException>(() => HomeBackup.WriteAsync(home.Folder, place["taken.tar"], cancellationToken: Token));
        var inside = await Assert.ThrowsAsync<RepriseException>(() => HomeBackup.WriteAsync(home.Folder, Path.Combine(home.Folder, "a.tar"), cancellationToken: Token));

        Assert.Equal((ErrorCode.ResourceDoesNotExist, ErrorCode.ResourceAlreadyExists, ErrorCode.InvalidParameterValue), (none.Code, taken.Code, inside.Code));
        Assert.Equal("another", await File.ReadAllTextAsync(place["taken.tar"], Token));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    }
}
