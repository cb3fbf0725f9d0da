using Reprise.Core.Errors;
using Reprise.Storage.Remote;
using Reprise.Storage.S3;
using Reprise.Storage.Tests.Servers;
using Reprise.Testing.Conformance;
using Reprise.Testing.Storage;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace Reprise.Storage.Tests.S3;

[Trait("Culture", "none")]
public sealed class S3ObjectStoreTests(MotoServer moto)
{
    private const int PartSize = 5 << 20;

    private static readonly Dictionary<string, ConformanceCheck<IObjectStore>> Checks =
        ObjectStoreConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. Checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Conforms(string check)
    {
        using var store = S3ObjectStore.Open(await moto.BucketAsync() with { Prefix = ObjectKey.Parse("some prefix/ş+%41") });

        await Checks[check].RunAsync(store, Token);
    }

    [Theory]
    [InlineData("a b.txt")]
    [InlineData("görüntü ş ✓.csv")]
    [InlineData("a+b&c=d;e.txt")]
    [InlineData("100%.txt")]
    [InlineData("%41%20")]
    [InlineData("a?b*c'd\"(e)!~.txt")]
    [InlineData("<&>.xml")]
    public async Task Key_AnyName_IsKeptThroughEveryCall(string name)
    {
        using var store = S3ObjectStore.Open(await moto.BucketAsync());
        var key = ObjectKey.Parse($"d {name}/{name}");
        await store.WriteAsync(key, new MemoryStream([1, 2]), Token);

        Assert.Equal(key, Assert.Single(await store.ListFolderAsync(key.Parent, Token)).Key);
        Assert.Equal(key.Parent, Assert.Single(await store.ListFolderAsync(default, Token)).Key);
        Assert.Equal(2, (await store.FindAsync(key, Token))?.Size);
        Assert.Equal(2, (await ReadAsync(store, key)).Length);
        await store.DeleteAsync(key.Parent, Token);
        Assert.Null(await store.FindAsync(key, Token));
    }

    [Fact]
    public async Task Write_MoreThanOnePart_IsReadBackFromAnyPosition()
    {
        using var store = S3ObjectStore.Open(await moto.BucketAsync() with { Transfer = new TransferOptions { PartSize = PartSize } });
        var bytes = Bytes(2 * PartSize + 12_345);
        var key = ObjectKey.Parse("large");
        await store.WriteAsync(key, new UnseekableStream(bytes), Token);

        await using var stream = await store.OpenReadAsync(key, Token);
        var from = PartSize + 17;
        stream.Seek(from, SeekOrigin.Begin);
        var piece = new byte[100];
        await stream.ReadExactlyAsync(piece, Token);

        Assert.Equal(bytes[from..(from + 100)], piece);
        Assert.Equal(bytes.Length, stream.Length);
        var read = await ReadAsync(store, key);
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.EndsWith("-3", ((IObjectContent)stream).Entry.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ContentThatBreaksBetweenParts_LeavesNoParts()
    {
        var options = await moto.BucketAsync() with { Transfer = new TransferOptions { PartSize = PartSize } };
        using var store = S3ObjectStore.Open(options);

        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(ObjectKey.Parse("f"), new UnseekableStream(Bytes(PartSize + 10), breaksAtEnd: true), Token));

        using var http = new HttpClient { BaseAddress = options.Endpoint };
        Assert.DoesNotContain("<Upload>", await http.GetStringAsync($"{options.Bucket}?uploads", Token), StringComparison.Ordinal);
        Assert.Null(await store.FindAsync(ObjectKey.Parse("f"), Token));
    }

    [Fact]
    public async Task Read_BytesThatAreNotThoseTheServiceHas_IsDataLoss()
    {
        var options = await moto.BucketAsync() with { Transfer = new TransferOptions { PartSize = PartSize } };
        using var proxy = new MeddlingProxy(options.Endpoint!) { FlipByteOfAnswers = 1000 };
        using var store = S3ObjectStore.Open(options);
        using var damaged = S3ObjectStore.Open(options with { Endpoint = proxy.Address });
        foreach (var size in (int[])[2_000, PartSize + 2_000])
        {
            var key = ObjectKey.Parse(FormattableString.Invariant($"f{size}"));
            await store.WriteAsync(key, new MemoryStream(Bytes(size)), Token);

            var loss = await Assert.ThrowsAsync<RepriseException>(() => ReadAsync(damaged, key));
            Assert.Equal(ErrorCode.DataLoss, loss.Code);
        }
    }

    [Fact]
    public async Task Read_ConnectionCutAgainAndAgain_GoesOnWhereItBroke()
    {
        var options = await moto.BucketAsync();
        using var proxy = new MeddlingProxy(options.Endpoint!) { CutAnswersAfter = 700_000 };
        using var store = S3ObjectStore.Open(options);
        using var shaky = S3ObjectStore.Open(options with { Endpoint = proxy.Address });
        var bytes = Bytes(3_000_000);
        await store.WriteAsync(ObjectKey.Parse("f"), new MemoryStream(bytes), Token);

        var read = await ReadAsync(shaky, ObjectKey.Parse("f"));
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.InRange(proxy.Cuts, 3, 100);
    }

    [Fact]
    public async Task List_MoreThanAPage_GivesEveryObject()
    {
        using var store = S3ObjectStore.Open(await moto.BucketAsync() with { Transfer = new TransferOptions { PageSize = 3 } });
        foreach (var name in (string[])["many/1", "many/2/a", "many/2/b", "many/3", "many/4/c", "many/5", "many/6", "other"])
        {
            await store.WriteAsync(ObjectKey.Parse(name), new MemoryStream([1]), Token);
        }

        Assert.Equal(["1", "2", "3", "4", "5", "6"], (await store.ListFolderAsync(ObjectKey.Parse("many"), Token)).Select(entry => entry.Key.Name));
        Assert.Equal(7, await store.ListAsync(ObjectKey.Parse("many"), Token).CountAsync(Token));
        await store.DeleteAsync(ObjectKey.Parse("many"), Token);
        Assert.Equal("other", Assert.Single(await store.ListFolderAsync(default, Token)).Key.Value);
    }

    [Fact]
    public async Task List_NamesThatAreNoKeys_AreNotPartOfTheStore()
    {
        var options = await moto.BucketAsync();
        using var store = S3ObjectStore.Open(options with { Prefix = ObjectKey.Parse("p") });
        using var http = new HttpClient { BaseAddress = options.Endpoint };
        foreach (var name in (string[])["p/folder/", "p/a//b", "p/%5C", "other/x", "p/good"])
        {
            using var answer = await http.PutAsync($"{options.Bucket}/{name}", new ByteArrayContent([1]), Token);
            answer.EnsureSuccessStatusCode();
        }

        Assert.Equal(["a", "folder", "good"], (await store.ListFolderAsync(default, Token)).Select(entry => entry.Key.Value));
    }

    [Fact]
    public async Task Failures_OfTheService_SayWhatToDo()
    {
        var options = await moto.BucketAsync();
        using var elsewhere = S3ObjectStore.Open(options with { Bucket = "no-such-bucket-1" });
        using var nowhere = S3ObjectStore.Open(options with { Endpoint = new Uri("http://127.0.0.1:1"), Transfer = new TransferOptions { Retries = 0 } });

        var missing = await Assert.ThrowsAsync<RepriseException>(() => elsewhere.WriteAsync(ObjectKey.Parse("f"), new MemoryStream(), Token));
        var silent = await Assert.ThrowsAsync<RepriseException>(() => nowhere.ListFolderAsync(default, Token));

        Assert.Equal((ErrorCode.ResourceDoesNotExist, ErrorCode.TemporarilyUnavailable), (missing.Code, silent.Code));
        Assert.Contains("no bucket 'no-such-bucket-1'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", silent.Message, StringComparison.Ordinal);
    }

    internal static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(i * 31 >> 3);
        }

        return bytes;
    }

    private static async Task<byte[]> ReadAsync(S3ObjectStore store, ObjectKey key)
    {
        await using var stream = await store.OpenReadAsync(key, Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}
