using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Data.Datasets;

namespace Reprise.Data.Tests.Datasets;

public sealed class DatasetResolverTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{i * i}\n")));
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Cached => _folder.Path($"home/cache/data/{Spec().Sha256}/songs.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ResolveAsync_Cached_IsTakenFirst()
    {
        Put(Cached, Content);
        Put(_folder.Path("shared/data/music/songs.csv"), Content);

        var found = await Resolve(Spec());

        Assert.Equal((DatasetSource.Cache, Cached, Spec().Sha256, false), (found.Source, found.Path, found.Sha256, found.IsSample));
        Assert.Equal("sha256 verified", Assert.Single(found.Attempts).Outcome);
        Assert.Equal(16, found.Digest.Length);
    }

    [Theory]
    [InlineData("checkout")]
    [InlineData("checkout/deep/er")]
    [InlineData(".")]
    public async Task ResolveAsync_SharedFolderAboveOrBeside_IsFound(string searchFrom)
    {
        Put(_folder.Path("shared/data/music/songs.csv"), Content);
        Directory.CreateDirectory(_folder.Path(searchFrom));

        var found = await Resolve(Spec(), Options() with { SearchFrom = [_folder.Path("nowhere"), _folder.Path(searchFrom)] });

        Assert.Equal(DatasetSource.Shared, found.Source);
        Assert.Equal("not there", found.Attempts[0].Outcome);
    }

    [Fact]
    public async Task ResolveAsync_Shared_IsKeptInTheCacheForWhenTheFolderIsGone()
    {
        Put(Cached, "tampered"u8.ToArray());
        Put(_folder.Path("shared/data/music/songs.csv"), Content);

        var first = await Resolve(Spec());
        Directory.Delete(_folder.Path("shared"), recursive: true);
        var second = await Resolve(Spec());

        Assert.Equal((DatasetSource.Shared, "sha256 verified"), (first.Source, first.Attempts[^1].Outcome));
        Assert.Equal((DatasetSource.Cache, Cached), (second.Source, second.Path));
        Assert.Equal([Cached], Files());
    }

    [Fact]
    public void Look_SharedFile_IsFoundAndNothingIsWritten()
    {
        var shared = _folder.Path("shared/data/music/songs.csv");
        Put(shared, Content);

        var attempts = new DatasetResolver(Options()).Look(Spec());
        File.Delete(shared);

        Assert.Equal((true, shared), (attempts[^1].Found, attempts[^1].Location));
        Assert.False(Directory.Exists(_folder.Path("home")));
        Assert.DoesNotContain(new DatasetResolver(Options()).Look(Spec()), attempt => attempt.Found);
    }

    [Fact]
    public async Task ResolveAsync_SharedAndNoCachePossible_IsUsedAndSaysSo()
    {
        Put(_folder.Path("shared/data/music/songs.csv"), Content);
        Put(_folder.Path("home/cache/data"), "a file where the folder should be"u8.ToArray());

        var found = await Resolve(Spec());

        Assert.Equal((DatasetSource.Shared, _folder.Path("shared/data/music/songs.csv")), (found.Source, found.Path));
        Assert.Contains("not kept in the cache", found.Attempts[^1].Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_GivenSharedFolder_IsTheOnlyOneSearched()
    {
        Put(_folder.Path("shared/data/music/songs.csv"), Content);
        Put(_folder.Path("other/music/songs.csv"), Content);

        Assert.True((await Resolve(Spec(), Options() with { SharedFolder = _folder.Path("empty") })).IsSample);
        Assert.Equal(_folder.Path("other/music/songs.csv"), (await Resolve(Spec(), Options() with { SharedFolder = _folder.Path("other") })).Path);
    }

    [Fact]
    public async Task ResolveAsync_WrongBytesInCacheAndShared_AreNamedAndPassedOver()
    {
        Put(Cached, "tampered"u8.ToArray());
        Put(_folder.Path("shared/data/music/songs.csv"), "also"u8.ToArray());

        var found = await Resolve(Spec());

        Assert.True(found.IsSample);
        Assert.All(found.Attempts.Take(2), attempt => Assert.StartsWith("refused: its sha256 is ", attempt.Outcome, StringComparison.Ordinal));
        Assert.Contains(ContentHash.Sha256("tampered"u8), found.Attempts[0].Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_FromUrl_IsVerifiedAndCached()
    {
        await using var server = LoopbackServer.Answering(Content);

        var first = await Resolve(Spec(), Options(server));
        var second = await Resolve(Spec(), Options(server));

        Assert.Equal((DatasetSource.Url, Cached), (first.Source, first.Path));
        Assert.Equal(Content, await File.ReadAllBytesAsync(first.Path, Token));
        Assert.Equal(DatasetSource.Cache, second.Source);
        Assert.Equal(1, server.Requests);
        Assert.Contains("data.example", first.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_FromZip_TakesTheOneEntry()
    {
        await using var server = LoopbackServer.Answering(Zip(("../../evil.csv", "x"u8.ToArray()), ("Songs 1.csv", Content)));

        var found = await Resolve(Spec() with { ArchiveEntry = "Songs 1.csv" }, Options(server));

        Assert.Equal(DatasetSource.Url, found.Source);
        Assert.Equal(Content, await File.ReadAllBytesAsync(Cached, Token));
        Assert.Equal([Cached], Files());
    }

    [Fact]
    public async Task ResolveAsync_WrongBytesFromUrl_AreRefusedAndNotKept()
    {
        await using var server = LoopbackServer.Answering("something else"u8.ToArray());

        var found = await Resolve(Spec(), Options(server));

        AssertSample(found, "refused: its sha256 is " + ContentHash.Sha256("something else"u8));
    }

    [Fact]
    public async Task ResolveAsync_ZipWithoutTheEntryOrNoZip_SaysSo()
    {
        await using var server = LoopbackServer.Answering(Zip(("other.csv", Content)));
        await using var html = LoopbackServer.Answering("<html>"u8.ToArray());

        AssertSample(await Resolve(Spec() with { ArchiveEntry = "songs.csv" }, Options(server)), "the archive has no 'songs.csv'; it has: 'other.csv'");
        Assert.True((await Resolve(Spec() with { ArchiveEntry = "songs.csv" }, Options(html))).IsSample);
    }

    [Fact]
    public async Task ResolveAsync_HalfADownload_LeavesNothing()
    {
        await using var server = LoopbackServer.HangingUpAfter(Content[..1000], Content.Length);

        AssertSample(await Resolve(Spec(), Options(server)), "");
    }

    [Fact]
    public async Task ResolveAsync_ServerThatStalls_IsGivenUp()
    {
        await using var server = LoopbackServer.StallingAfter(Content[..1000], Content.Length);

        AssertSample(await Resolve(Spec(), Options(server) with { StallTimeout = TimeSpan.FromMilliseconds(200) }), "no answer within");
    }

    [Fact]
    public async Task ResolveAsync_TooLarge_IsRefusedBeforeAndWhileReading()
    {
        await using var server = LoopbackServer.Answering(Content);
        await using var bomb = LoopbackServer.Answering(Zip(("songs.csv", new byte[1 << 20])));

        AssertSample(await Resolve(Spec() with { MaxBytes = 1000 }, Options(server)), "larger than the 1,000 bytes");
        AssertSample(await Resolve(Spec() with { MaxBytes = 100_000, ArchiveEntry = "songs.csv" }, Options(bomb)), "larger than the 100,000 bytes");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task ResolveAsync_ErrorStatus_IsSaid(int status)
    {
        await using var server = LoopbackServer.Answering("no"u8.ToArray(), status);

        AssertSample(await Resolve(Spec(), Options(server)), $"the server answered {status}");
    }

    [Fact]
    public async Task ResolveAsync_NobodyListens_GoesOnToTheSample()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        AssertSample(await Resolve(Spec() with { Url = new Uri($"https://127.0.0.1:{port}/songs.csv") }, Options() with { Offline = false }), "");
    }

    [Fact]
    public async Task ResolveAsync_Offline_AsksNobody()
    {
        await using var server = LoopbackServer.Answering(Content);

        AssertSample(await Resolve(Spec(), Options(server) with { Offline = true }), "REPRISE_OFFLINE");
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task ResolveAsync_Sample_SaysSoAloud()
    {
        var found = await Resolve(Spec());

        Assert.StartsWith("SAMPLE DATA", found.Headline, StringComparison.Ordinal);
        Assert.Equal("made up\n", await File.ReadAllTextAsync(found.Path, Token));
        Assert.Equal(ContentHash.Sha256("made up\n"u8), found.Sha256);
        Assert.DoesNotContain(Spec().Sha256, found.Path, StringComparison.Ordinal);
        Assert.True(found.Attempts[^1].Found);
        Assert.Single(found.Attempts, attempt => attempt.Found);
    }

    [Fact]
    public async Task ResolveAsync_NowhereAndNoSample_ListsEveryAttempt()
    {
        var error = await Assert.ThrowsAsync<RepriseException>(() => Resolve(Spec() with { WriteSample = null }));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, error.Code);
        Assert.Equal(4, error.Problems.Count);
        Assert.Contains(Cached, error.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResolveAsync_LeftoversOfAKilledDownload_AreDeletedWhenOldAndNeverUsed()
    {
        await using var server = LoopbackServer.Answering(Content);
        var folder = Path.GetDirectoryName(Cached)!;
        var old = Path.Combine(folder, ".reprise-tmp-old");
        var young = Path.Combine(folder, ".reprise-tmp-young");
        Put(old, Content[..10]);
        Put(young, Content[..10]);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));

        var found = await Resolve(Spec(), Options(server));

        Assert.Equal(DatasetSource.Url, found.Source);
        Assert.Equal(new HashSet<string> { Cached, young }, Files().ToHashSet());
    }

    [Fact]
    public async Task ResolveAsync_ManyAtOnce_AllGetTheWholeFile()
    {
        await using var server = LoopbackServer.Answering(Content);
        var options = Options(server);

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Resolve(Spec(), options)));

        Assert.All(found, resolution => Assert.Equal(Spec().Sha256, ContentHash.Sha256OfFile(resolution.Path)));
        Assert.Equal([Cached], Files());
    }

    [Fact]
    public async Task ResolveAsync_CancelledByTheCaller_Throws()
    {
        await using var server = LoopbackServer.StallingAfter(Content[..10], Content.Length);
        using var source = new CancellationTokenSource();
        var resolving = new DatasetResolver(Options(server)).ResolveAsync(Spec(), source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resolving);
    }

    [Theory]
    [InlineData("http://data.example/songs.csv", "songs.csv", null)]
    [InlineData("https://data.example/songs.csv", "../songs.csv", null)]
    [InlineData("https://data.example/songs.csv", "songs.csv", "ABC")]
    public async Task ResolveAsync_UnsafeSpec_IsRefused(string url, string fileName, string? sha256) =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Resolve(Spec() with { Url = new Uri(url), FileName = fileName, Sha256 = sha256 ?? Spec().Sha256 }));

    [Fact]
    public void FromEnvironment_Default_SearchesFromTheProgram() =>
        Assert.Contains(AppContext.BaseDirectory, DatasetResolverOptions.FromEnvironment(_folder.Path("home")).SearchFrom);

    private static DatasetSpec Spec() => new()
    {
        Name = "songs",
        FileName = "songs.csv",
        Sha256 = ContentHash.Sha256(Content),
        SharedPath = "music/songs.csv",
        Url = new Uri("https://data.example/songs.csv"),
        WriteSample = stream => stream.Write("made up\n"u8),
    };

    private DatasetResolverOptions Options(LoopbackServer? server = null) => new()
    {
        Home = _folder.Path("home"),
        SearchFrom = [_folder.Path("checkout")],
        Offline = server is null,
        Handler = server?.Handler,
    };

    private Task<DatasetResolution> Resolve(DatasetSpec spec, DatasetResolverOptions? options = null) =>
        new DatasetResolver(options ?? Options()).ResolveAsync(spec, Token);

    /// <summary>The address failed for that reason, and nothing of it was kept.</summary>
    private void AssertSample(DatasetResolution found, string reason)
    {
        Assert.True(found.IsSample);
        Assert.Contains(reason, found.Attempts.Single(attempt => attempt.Source == DatasetSource.Url).Outcome, StringComparison.Ordinal);
        Assert.Equal([found.Path], Files());
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(_folder.Path("home"), "*", SearchOption.AllDirectories)];

    private static void Put(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return memory.ToArray();
    }
}
