using Reprise.Core.Errors;
using Reprise.Storage.Azure;
using Reprise.Storage.Remote;
using Reprise.Storage.Tests.S3;
using Reprise.Storage.Tests.Servers;
using Reprise.Testing.Conformance;
using Reprise.Testing.Storage;

[assembly: AssemblyFixture(typeof(AzuriteServer))]

namespace Reprise.Storage.Tests.Azure;

[Trait("Culture", "none")]
public sealed class AzureBlobObjectStoreTests(AzuriteServer azurite)
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
        using var store = AzureBlobObjectStore.Open(await azurite.ContainerAsync() with { Prefix = ObjectKey.Parse("some prefix/ş+%41") });

        await Checks[check].RunAsync(store, Token);
    }

    [Theory]
    [InlineData("görüntü ş ✓.csv")]
    [InlineData("a+b&c=d;e.txt")]
    [InlineData("100%.txt")]
    [InlineData("a?b*c'd\"(e)!~.txt")]
    [InlineData("<&>.xml")]
    public async Task Key_AnyName_IsKeptThroughEveryCall(string name)
    {
        using var store = AzureBlobObjectStore.Open(await azurite.ContainerAsync());
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
    public async Task Write_MoreThanOnePart_IsReadBackAndVerified()
    {
        var options = await azurite.ContainerAsync() with { Transfer = new TransferOptions { PartSize = PartSize, PageSize = 2 } };
        using var proxy = new MeddlingProxy(options.Container) { FlipByteOfAnswers = 4000 };
        using var store = AzureBlobObjectStore.Open(options);
        var bytes = S3ObjectStoreTests.Bytes(PartSize + 12_345);
        await store.WriteAsync(ObjectKey.Parse("d/large"), new UnseekableStream(bytes), Token);
        await store.WriteAsync(ObjectKey.Parse("d/small"), new UnseekableStream(bytes[..9000]), Token);
        await store.WriteAsync(ObjectKey.Parse("d/third"), new MemoryStream(), Token);

        var read = await ReadAsync(store, ObjectKey.Parse("d/large"));

        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.Equal(["large", "small", "third"], (await store.ListFolderAsync(ObjectKey.Parse("d"), Token)).Select(entry => entry.Key.Name));
        foreach (var name in (string[])["d/large", "d/small"])
        {
            using var damaged = AzureBlobObjectStore.Open(options with { Container = new Uri(proxy.Address, options.Container.AbsolutePath) });   // on a new connection
            var loss = await Assert.ThrowsAsync<RepriseException>(() => ReadAsync(damaged, ObjectKey.Parse(name)));
            Assert.Equal(ErrorCode.DataLoss, loss.Code);
        }
    }

    [Fact]
    public async Task Read_ConnectionCutAgainAndAgain_GoesOnWhereItBroke()
    {
        var options = await azurite.ContainerAsync();
        using var proxy = new MeddlingProxy(options.Container) { CutAnswersAfter = 700_000 };
        using var store = AzureBlobObjectStore.Open(options);
        using var shaky = AzureBlobObjectStore.Open(options with { Container = new Uri(proxy.Address, options.Container.AbsolutePath) });
        var bytes = S3ObjectStoreTests.Bytes(2_000_000);
        await store.WriteAsync(ObjectKey.Parse("f"), new MemoryStream(bytes), Token);

        var read = await ReadAsync(shaky, ObjectKey.Parse("f"));

        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.InRange(proxy.Cuts, 2, 100);
    }

    [Fact]
    public async Task Failures_OfTheService_SayWhatToDoAndNoSecret()
    {
        var options = await azurite.ContainerAsync();
        var wrong = Convert.ToBase64String(new byte[64]);
        using var stranger = AzureBlobObjectStore.Open(options with { Credential = AzureCredential.FromKey(AzuriteServer.Account, wrong) });
        using var elsewhere = AzureBlobObjectStore.Open(options with { Container = new Uri(options.Container, "nosuchcontainer") });

        var refused = await Assert.ThrowsAsync<RepriseException>(() => stranger.ListFolderAsync(default, Token));
        var missing = await Assert.ThrowsAsync<RepriseException>(() => elsewhere.WriteAsync(ObjectKey.Parse("f"), new MemoryStream(), Token));

        Assert.Equal((ErrorCode.PermissionDenied, ErrorCode.ResourceDoesNotExist), (refused.Code, missing.Code));
        Assert.Contains("AZURE_STORAGE_CONNECTION_STRING", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, refused.ToString() + options with { Credential = AzureCredential.FromKey("a", wrong) }, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sas_OfOneBlob_OpensThatBlobOnly()
    {
        var options = await azurite.ContainerAsync();
        using var store = AzureBlobObjectStore.Open(options);
        await store.WriteAsync(ObjectKey.Parse("d/a b"), new MemoryStream([1]), Token);
        await store.WriteAsync(ObjectKey.Parse("d/other"), new MemoryStream([2]), Token);
        var resource = $"{options.Container.AbsolutePath.TrimStart('/')}/d/a b";
        var sas = AzureCredential.FromSas(
            AzuriteServer.Account, SharedKey.Sas(Convert.FromBase64String(AzuriteServer.Key), resource, "r", DateTimeOffset.UtcNow.AddMinutes(5)));
        using var guest = AzureBlobObjectStore.Open(options with { Credential = sas });

        Assert.Equal([1], await ReadAsync(guest, ObjectKey.Parse("d/a b")));
        Assert.Equal(ErrorCode.PermissionDenied, (await Assert.ThrowsAsync<RepriseException>(() => ReadAsync(guest, ObjectKey.Parse("d/other")))).Code);
    }

    [Theory]
    [InlineData("wasbs://box@account1.blob.core.windows.net/some/path", "account1", "box", "some/path")]
    [InlineData("wasbs://box@account1.blob.core.windows.net", "account1", "box", "")]
    [InlineData("abfss://my-box@account1.dfs.core.windows.net/a b%/", "account1", "my-box", "a b%")]
    public void Location_OfEachForm_IsRead(string uri, string account, string container, string path)
    {
        var location = AzureBlobLocation.Parse(uri);

        Assert.Equal((account, container, path), (location.Account, location.Container, location.Key.Value));
        Assert.Equal($"https://{account}.blob.core.windows.net/", location.Service.ToString());
    }

    [Theory]
    [InlineData("wasbs://account1.blob.core.windows.net/x")]
    [InlineData("wasbs://box:secret@account1.blob.core.windows.net/x")]
    [InlineData("wasbs://box@evil.example.org/x")]
    [InlineData("wasbs://box@account1.blob.core.windows.net/x?sig=secret")]
    [InlineData("wasbs://box@account1.blob.core.windows.net/../x")]
    [InlineData("https://account1.blob.core.windows.net/box")]
    public void Location_OfAnotherForm_IsRefusedWithoutRepeatingIt(string uri)
    {
        var refusal = Assert.Throws<RepriseException>(() => AzureBlobLocation.Parse(uri));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(AzureBlobObjectStore store, ObjectKey key)
    {
        await using var stream = await store.OpenReadAsync(key, Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}
