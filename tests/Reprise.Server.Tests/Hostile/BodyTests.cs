using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Bodies, addresses and headers that are too large, too deep or too many: refused soon, with the right code.</summary>
[Trait("Culture", "none")]
public sealed class BodyTests(HostileServer bait)
{
    private const int Many = 40_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Bodies => new()
    {
        { "deep list", new string('[', Many) },
        { "deep list, closed", new string('[', 5000) + new string(']', 5000) },
        { "deep object", string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) },
        { "deep value", "{\"name\":" + new string('[', 5000) + new string(']', 5000) + "}" },
        { "text in text", "\"" + string.Concat(Enumerable.Repeat("\\\"", 10_000)) + "\"" },
        { "many keys", "{" + string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"k{i}\":1")) + "}" },
        { "one key many times", "{" + string.Join(',', Enumerable.Repeat("\"name\":\"\"", Many)) + "}" },
        { "long number", "{\"name\":1" + new string('0', Many) + "}" },
        { "long exponent", "{\"name\":1e" + new string('9', 1000) + "}" },
        { "long name", "{\"name\":\"" + new string('x', 1 << 20) + "\"}" },
        { "colliding keys", "{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"{new string('A', i % 50)}{new string('a', 50 - (i % 50))}\":{i}")) + "}" },
        { "many tags", "{\"name\":\"\",\"tags\":[" + string.Join(',', Enumerable.Repeat("{\"key\":\"a\",\"value\":\"b\"}", Many)) + "]}" },
        { "lone surrogate", "{\"name\":\"\\ud800\"}" },
        { "not utf-8", "{\"name\":\"\u00ff\u00fe\"}" },
        { "byte order mark", "\ufeff{\"name\":\"\"}" },
        { "comment", "/* x */ {\"name\":\"\"}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_MadeToBeHard_IsRefusedSoon(string name, string body)
    {
        foreach (var path in new[] { "mlflow/experiments/create", "mlflow/runs/log-batch", "mlflow/registered-models/create", "mlflow/model-versions/create", "mlflow/logged-models" })
        {
            var clock = Stopwatch.StartNew();
            using var content = new ByteArrayContent(name == "not utf-8" ? Encoding.Latin1.GetBytes(body) : Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await bait.Server.Http.PostAsync("/api/2.0/" + path, content, Token);

            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{name} to {path} -> {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Predict_BodyMadeToBeHard_IsRefusedSoon()
    {
        foreach (var row in Bodies)
        {
            foreach (var target in new[] { "/invocations", "/api/v1/predict?model=models:/bait/1" })
            {
                using var content = new StringContent(row.Data.Item2, Encoding.UTF8, "application/json");
                using var answer = await bait.Server.Http.PostAsync(target, content, Token);

                Assert.True((int)answer.StatusCode is 400 or 404 or 422 or 503, $"{row.Data.Item1} to {target} -> {(int)answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/experiments/create")]
    [InlineData("/api/2.0/mlflow/runs/log-batch")]
    [InlineData("/api/v1/predict")]
    [InlineData("/invocations")]
    [InlineData("/experiments/create")]
    public async Task Body_BeyondTheLimit_Is413BeforeItIsSent(string target)
    {
        // The header promises more than the server takes, and not a byte follows.
        var answer = await RawHttp.SendAsync(
            bait.Server.Address,
            $"POST {target} HTTP/1.1\r\nHost: {bait.Server.Address.Authority}\r\nConnection: close\r\nContent-Type: {(target == "/experiments/create" ? "application/x-www-form-urlencoded" : "application/json")}\r\nContent-Length: {17L << 20}\r\n\r\n");

        Assert.True(RawHttp.Status(answer) is 413 or 503, answer);   // 503: no model is served
    }

    [Fact]
    public async Task Body_InChunksBeyondTheLimit_Is413()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxRequestBytes = 100_000 });
        using var content = new StreamContent(new MemoryStream(new byte[1 << 20]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/2.0/mlflow/runs/create") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await server.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Body_Compressed_IsNotUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[8 << 20], Token);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        using var answer = await bait.Server.Http.PostAsync("/api/2.0/mlflow/experiments/create", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Form_WithHugeNumbersOfFields_IsRefused()
    {
        using var content = new StringContent(string.Join('&', Enumerable.Range(0, 50_000).Select(i => $"k{i}=1")), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var wide = new StringContent("name=" + new string('x', 8 << 20), Encoding.UTF8, "application/x-www-form-urlencoded");
        using var parts = new StringContent("--x\r\n" + new string('a', 100_000) + "\r\n--x--", Encoding.UTF8, "multipart/form-data");
        parts.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("boundary", "x"));

        foreach (var form in new[] { content, wide, parts })
        {
            using var answer = await bait.Server.Http.PostAsync("/experiments/create", form, Token);

            Assert.True((int)answer.StatusCode is 400 or 413, $"{(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Address_OrHeaders_TooLong_AreRefused()
    {
        var host = $"Host: {bait.Server.Address.Authority}\r\n";
        foreach (var (text, expected) in new[]
        {
            ($"GET /health?{new string('x', 20_000)} HTTP/1.1\r\n{host}\r\n", 414),
            ($"GET /health HTTP/1.1\r\n{host}X: {new string('x', 70_000)}\r\n\r\n", 431),
            ($"GET /health HTTP/1.1\r\n{host}{string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: 1\r\n"))}\r\n", 431),
            ($"GET /health HTTP/1.1\r\n{host}Cookie: {string.Concat(Enumerable.Range(0, 9000).Select(i => $"c{i}=1;"))}\r\n\r\n", 431),
        })
        {
            var status = RawHttp.Status(await RawHttp.SendAsync(bait.Server.Address, text));

            Assert.True(status == expected || status == 0, $"{text[..40]}… -> {status}");
        }
    }

    [Fact]
    public async Task Query_WithThousandsOfKeys_IsAnswered()
    {
        var (status, _) = await RawHttp.SendAsync(
            bait.Server.Address, "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0&" + string.Join('&', Enumerable.Range(0, 1000).Select(i => $"k{i}=")));

        Assert.Equal(200, status);
    }
}
