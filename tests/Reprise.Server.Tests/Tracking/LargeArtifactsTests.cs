using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Storage.Tests.Servers;
using Reprise.Tracking.Http;

namespace Reprise.Server.Tests.Tracking;

/// <summary>Large files over connections that break.</summary>
[Trait("Culture", "none")]
public sealed class LargeArtifactsTests(MotoServer moto)
{
    private const string Api = "/api/2.0/mlflow-artifacts/";
    private const int Size = 12_000_007;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadAndDownload_ConnectionsCutAtRandom_ArriveWhole()
    {
        await using var server = await RunningServer.StartAsync();
        var random = new Rng(17);
        using var proxy = new MeddlingProxy(server.Address)
        {
            RequestLimit = () => Next(random, 6_000_000),
            AnswerLimit = () => Next(random, 6_000_000),
        };
        await using var client = Client(proxy.Address);
        var bytes = Bytes();
        await client.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "big.bin", new MemoryStream(bytes), Token);
        var cutsUp = proxy.Cuts;
        var read = await ReadAsync(client, "big.bin");

        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.True(cutsUp > 0 && proxy.Cuts > cutsUp, $"{cutsUp} cuts on the way up, {proxy.Cuts} in all");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Home, "artifacts", ".reprise-tmp-staging"), "data", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task UploadAndDownload_BucketBehindTheServer_GoStraightToIt()
    {
        var bucket = (await moto.BucketAsync()).Bucket;
        await using var server = await RunningServer.StartAsync(options => options with { ArtifactsDestination = $"s3://{bucket}/x", MaxArtifactBytes = 1000 });
        await using var client = Client(server.Address);
        var bytes = Bytes();
        await client.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "ş big.bin", new MemoryStream(bytes), Token);
        var read = await ReadAsync(client, "ş big.bin");

        Assert.True(bytes.AsSpan().SequenceEqual(read));   // larger than the server itself would take
    }

    [Fact]
    public async Task UploadAndDownload_FiveGigabytes_TakeConstantMemory()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("REPRISE_LONG") == "1", "long: 5 GB through a server, with REPRISE_LONG=1 or ./test --long");
        await using var server = await RunningServer.StartAsync();
        await using var client = Client(server.Address);
        await using var file = new FileStream(Path.Combine(server.Home, "sparse"), FileMode.CreateNew, FileAccess.ReadWrite);
        file.SetLength(5L << 30);
        await client.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "warm", new MemoryStream(Bytes()), Token);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;

        await client.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "huge", file, Token);
        await using var stream = await client.Artifacts.OpenReadAsync("mlflow-artifacts:/0/run", "huge", Token);
        await stream.CopyToAsync(Stream.Null, Token);
        process.Refresh();

        TestContext.Current.TestOutputHelper!.WriteLine($"peak working set of client and server together: {before >> 20} MiB before, {process.PeakWorkingSet64 >> 20} MiB after");
        Assert.InRange(process.PeakWorkingSet64 - before, 0, 200L << 20);
        Assert.Equal(5L << 30, stream.Length);
    }

    [Fact]
    public async Task Download_Damaged_IsDataLoss()
    {
        await using var server = await RunningServer.StartAsync();
        await using var honest = Client(server.Address);
        using var proxy = new MeddlingProxy(server.Address) { FlipByteOfAnswers = 3000 };
        await using var client = Client(proxy.Address);
        await honest.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "f", new MemoryStream(Bytes()[..50_000]), Token);

        Assert.Equal(ErrorCode.DataLoss, (await Assert.ThrowsAsync<RepriseException>(() => ReadAsync(client, "f"))).Code);
    }

    [Fact]
    public async Task Download_ReplacedBetweenTwoConnections_IsAConflict()
    {
        await using var server = await RunningServer.StartAsync();
        await using var honest = Client(server.Address);
        using var proxy = new MeddlingProxy(server.Address) { CutAnswersAfter = 3_000_000 };
        await using var client = Client(proxy.Address);
        await honest.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "f", new MemoryStream(Bytes()), Token);
        await using var stream = await client.Artifacts.OpenReadAsync("mlflow-artifacts:/0/run", "f", Token);
        stream.ReadByte();
        await honest.Artifacts.WriteAsync("mlflow-artifacts:/0/run", "f", new MemoryStream(Bytes()[1..]), Token);

        Assert.Equal(ErrorCode.ResourceConflict, (await Assert.ThrowsAsync<RepriseException>(() => stream.CopyToAsync(Stream.Null, Token))).Code);
    }

    [Theory]
    [InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("Repr-Digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:")]
    [InlineData("Content-Digest", "sha-256=:not base64:")]
    [InlineData("Content-MD5", "short")]
    public async Task Put_BytesThatAreNotThoseAnnounced_Is400AndLeavesNothing(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, Api + "artifacts/0/f") { Content = new ByteArrayContent([1, 2, 3]) };
        Assert.True(request.Headers.TryAddWithoutValidation(header, value) || request.Content.Headers.TryAddWithoutValidation(header, value));

        using var answer = await server.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("{}", await server.Http.GetStringAsync(Api + "artifacts?path=0", Token));
    }

    [Fact]
    public async Task Put_AnyFile_TellsItsDigestAndVersion()
    {
        await using var server = await RunningServer.StartAsync();
        using var put = await server.Http.PutAsync(Api + "artifacts/0/f", new ByteArrayContent([1, 2, 3]), Token);
        using var get = await server.Http.GetAsync(Api + "artifacts/0/f", Token);
        using var again = new HttpRequestMessage(HttpMethod.Get, Api + "artifacts/0/f") { Headers = { IfNoneMatch = { get.Headers.ETag! } } };
        using var unchanged = await server.Http.SendAsync(again, Token);
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData([1, 2, 3]))}:";

        Assert.Equal((digest, digest), (put.Headers.GetValues("Repr-Digest").Single(), get.Headers.GetValues("Repr-Digest").Single()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Pieces_OutOfOrderTooManyOrWrong_AreRefused()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxArtifactBytes = 1000 });
        var sum = Convert.ToHexStringLower(SHA256.HashData("abcdef"u8));
        var id = (string)(await SendAsync(server, HttpMethod.Post, "f", $$"""{"size":6,"sha256":"{{sum}}"}""")).Body["upload_id"]!;

        Assert.Equal(3, (int)(await PatchAsync(server, id, 0, "abc")).Body["offset"]!);
        Assert.Equal(409, (await PatchAsync(server, id, 0, "abc")).Status);
        Assert.Equal(400, (await PatchAsync(server, id, 3, "defg")).Status);
        Assert.Equal(6, (int)(await SendAsync(server, HttpMethod.Get, $"f?upload_id={id}")).Body["offset"]!);
        Assert.Equal(200, (await PatchAsync(server, id, 6, "")).Status);
        Assert.Equal("abcdef", await server.Http.GetStringAsync(Api + "artifacts/f", Token));
        Assert.Equal(404, (await SendAsync(server, HttpMethod.Get, $"other?upload_id={id}")).Status);
        Assert.Equal(404, (await PatchAsync(server, "..%2F..%2Fx", 0, "a")).Status);
        Assert.Equal(400, (await SendAsync(server, HttpMethod.Post, "f", $$"""{"size":1001,"sha256":"{{sum}}"}""")).Status);
        Assert.Equal(400, (await SendAsync(server, HttpMethod.Post, "f", """{"size":6,"sha256":"short"}""")).Status);
        Assert.Equal(400, (await SendAsync(server, HttpMethod.Post, "..%2Ff", $$"""{"size":6,"sha256":"{{sum}}"}""")).Status);
        var wrong = (string)(await SendAsync(server, HttpMethod.Post, "g", $$"""{"size":6,"sha256":"{{sum}}"}""")).Body["upload_id"]!;
        Assert.Equal("DATA_LOSS", (string?)(await PatchAsync(server, wrong, 0, "fedcba", "g")).Body["error_code"]);
        Assert.Equal(404, (await SendAsync(server, HttpMethod.Get, $"g?upload_id={wrong}")).Status);
        Assert.Equal(200, (await SendAsync(server, HttpMethod.Delete, $"g?upload_id={wrong}", "{}")).Status);
    }

    private static long Next(Rng random, int limit)
    {
        lock (random)
        {
            return 1 + random.NextInt32(limit);
        }
    }

    private static HttpTrackingClient Client(Uri address) => new(new HttpTrackingOptions { Address = address, FirstDelay = TimeSpan.FromMilliseconds(5) });

    private static byte[] Bytes()
    {
        var bytes = new byte[Size];
        for (var i = 0; i < Size; i++)
        {
            bytes[i] = (byte)(i * 31 >> 3);
        }

        return bytes;
    }

    private static async Task<byte[]> ReadAsync(HttpTrackingClient client, string path)
    {
        await using var stream = await client.Artifacts.OpenReadAsync("mlflow-artifacts:/0/run", path, Token);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private static Task<(int Status, JsonNode Body)> PatchAsync(RunningServer server, string id, long offset, string text, string path = "f") =>
        SendAsync(server, HttpMethod.Patch, FormattableString.Invariant($"{path}?upload_id={id}&offset={offset}"), text, "application/octet-stream");

    private static async Task<(int Status, JsonNode Body)> SendAsync(
        RunningServer server, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, Api + "uploads/" + path);
        request.Content = body is null ? null : new StringContent(body, new MediaTypeHeaderValue(type));
        using var answer = await server.Http.SendAsync(request, Token);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
