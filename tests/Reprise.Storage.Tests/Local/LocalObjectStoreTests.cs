using Reprise.Core.Errors;
using Reprise.Storage.Local;
using Reprise.Testing.Conformance;
using Reprise.Testing.Storage;

namespace Reprise.Storage.Tests.Local;

public sealed class LocalObjectStoreTests
{
    private const string Staging = ".reprise-tmp-staging";

    private static readonly Dictionary<string, ConformanceCheck<IObjectStore>> Checks =
        ObjectStoreConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Conforms(string check)
    {
        using var folder = new TemporaryFolder();

        await Checks[check].RunAsync(LocalObjectStore.Open(folder.Path), Token);
    }

    [Fact]
    public async Task Links_OutOfTheStore_AreRefusedAndHidden()
    {
        using var folder = new TemporaryFolder();
        using var outside = new TemporaryFolder();
        outside.File("secret", "secret");
        var store = LocalObjectStore.Open(folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "file"), Path.Combine(outside.Path, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "folder"), outside.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "broken"), "nowhere/else");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), Path.Combine(folder.Path, "loop"));

        foreach (var key in (string[])["file", "folder/secret", "folder/new", "up/x", "loop"])
        {
            var parsed = ObjectKey.Parse(key);
            await AssertRefusedAsync(() => store.OpenReadAsync(parsed, Token));
            await AssertRefusedAsync(() => store.WriteAsync(parsed, new MemoryStream(), Token));
            await AssertRefusedAsync(() => store.DeleteAsync(parsed, Token));
            await AssertRefusedAsync(() => store.FindAsync(parsed, Token));
        }

        Assert.Empty(await store.ListFolderAsync(default, Token));
        Assert.Equal(["secret"], Directory.GetFiles(outside.Path).Select(Path.GetFileName));
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(outside.Path, "secret"), Token));
    }

    [Fact]
    public async Task Links_InsideTheStore_AreFollowed()
    {
        using var folder = new TemporaryFolder();
        folder.File("real/f", "text");
        var store = LocalObjectStore.Open(folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), "real");

        using var reader = new StreamReader(await store.OpenReadAsync(ObjectKey.Parse("link/f"), Token));
        Assert.Equal("text", await reader.ReadToEndAsync(Token));
        Assert.Equal(["link", "real"], (await store.ListFolderAsync(default, Token)).Select(entry => entry.Key.Name));
    }

    [Theory]
    [InlineData("real")]
    [InlineData("real/f")]
    public async Task Delete_Link_LeavesWhatItPointsTo(string target)
    {
        using var folder = new TemporaryFolder();
        folder.File("real/f", "text");
        var store = LocalObjectStore.Open(folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), target);

        await store.DeleteAsync(ObjectKey.Parse("link"), Token);

        Assert.Equal(["real"], (await store.ListFolderAsync(default, Token)).Select(entry => entry.Key.Name));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(folder.Path, "real", "f"), Token));
    }

    [Fact]
    public async Task Open_RootThatIsALink_Works()
    {
        using var folder = new TemporaryFolder();
        var real = Directory.CreateDirectory(Path.Combine(folder.Path, "real")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), real);
        await LocalObjectStore.Open(Path.Combine(folder.Path, "link")).WriteAsync(ObjectKey.Parse("f"), new MemoryStream([1]), Token);

        Assert.True(File.Exists(Path.Combine(real, "f")));
    }

    [Fact]
    public async Task Leftovers_OfKilledProcesses_AreInvisibleAndDeletedWhenOld()
    {
        using var folder = new TemporaryFolder();
        var old = folder.File($"{Staging}/.reprise-tmp-old");
        var oldFolder = Path.GetDirectoryName(folder.File($"{Staging}/0123/MLmodel"))!;
        var fresh = folder.File($"{Staging}/.reprise-tmp-fresh");
        folder.File("d/.reprise-tmp-beside");
        File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch);
        Directory.SetLastWriteTimeUtc(oldFolder, DateTime.UnixEpoch);
        var store = LocalObjectStore.Open(folder.Path);

        Assert.Equal((false, false, true), (File.Exists(old), Directory.Exists(oldFolder), File.Exists(fresh)));
        Assert.Equal(["d"], (await store.ListFolderAsync(default, Token)).Select(entry => entry.Key.Name));
        Assert.Empty(await store.ListFolderAsync(ObjectKey.Parse("d"), Token));
    }

    [Fact]
    public async Task WriteFolder_SeenByAnother_IsWholeOrMissing()
    {
        using var folder = new TemporaryFolder();
        using var model = new TemporaryFolder();
        for (var i = 0; i < 40; i++)
        {
            model.File($"part-{i}", new string('x', 10_000));
        }

        var store = LocalObjectStore.Open(folder.Path);
        var writing = Task.Run(() => store.WriteFolderAsync(ObjectKey.Parse("runs/model"), model.Path, "part-0", Token), Token);
        var seen = 0;
        while (seen == 0)
        {
            var done = writing.IsCompleted;
            seen = (await store.ListFolderAsync(ObjectKey.Parse("runs/model"), Token)).Count;
            Assert.True(seen is 0 or 40, $"{seen} of 40 files");
            Assert.False(done && seen == 0, "the folder is there when its task ends");
        }

        await writing;
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, Staging)));
    }

    [Fact]
    public async Task WriteFolder_Cancelled_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using var model = new TemporaryFolder();
        model.File("f");
        var store = LocalObjectStore.Open(folder.Path);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteFolderAsync(ObjectKey.Parse("m"), model.Path, null, cancelled.Token));
        Assert.Empty(await store.ListFolderAsync(default, Token));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, Staging)));
    }

    [Theory]
    [InlineData(28, ErrorCode.TemporarilyUnavailable, "full")]
    [InlineData(5, ErrorCode.TemporarilyUnavailable, "Input/output error")]
    public void Failures_OfTheDisk_SayWhatToDo(int error, ErrorCode code, string words)
    {
        var failure = Assert.Throws<RepriseException>(
            () => LocalErrors.Translate<bool>("write", ObjectKey.Parse("f"), () => throw new IOException("Input/output error", error)));

        Assert.Equal(code, failure.Code);
        Assert.StartsWith("Cannot write 'f': ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhereStagingIsBroken_IsRefusedInWords()
    {
        using var folder = new TemporaryFolder();
        var store = LocalObjectStore.Open(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Staging), "a file where the staging folder is", Token);

        var failure = await Assert.ThrowsAsync<RepriseException>(() => store.WriteAsync(ObjectKey.Parse("f"), new MemoryStream([1]), Token));

        Assert.Equal(ErrorCode.TemporarilyUnavailable, failure.Code);
        Assert.Contains("'f'", failure.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(Func<Task> act) =>
        Assert.Equal(ErrorCode.InvalidParameterValue, (await Assert.ThrowsAsync<RepriseException>(act)).Code);
}
