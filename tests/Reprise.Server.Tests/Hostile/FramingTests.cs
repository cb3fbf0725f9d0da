namespace Reprise.Server.Tests.Hostile;

/// <summary>Requests that two servers in a row would read differently, and headers that try to be another request.</summary>
[Trait("Culture", "none")]
public sealed class FramingTests(HostileServer bait)
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Search = "/api/2.0/mlflow/experiments/search";

    private string Host => $"Host: {bait.Server.Address.Authority}\r\n";

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "two lengths", "POST {path} HTTP/1.1\r\n{host}{json}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" },
        { "list of lengths", "POST {path} HTTP/1.1\r\n{host}{json}Content-Length: 2, 40\r\n\r\n{}" },
        { "negative length", "POST {path} HTTP/1.1\r\n{host}{json}Content-Length: -1\r\n\r\n{}" },
        { "hex length", "POST {path} HTTP/1.1\r\n{host}{json}Content-Length: 0x2\r\n\r\n{}" },
        { "huge length", "POST {path} HTTP/1.1\r\n{host}{json}Content-Length: 99999999999999999999\r\n\r\n{}" },
        { "unknown coding", "POST {path} HTTP/1.1\r\n{host}{json}Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
        { "coding twice", "POST {path} HTTP/1.1\r\n{host}{json}Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n" },
        { "space before colon", "POST {path} HTTP/1.1\r\n{host}{json}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" },
        { "folded header", "POST {path} HTTP/1.1\r\n{host}{json}X: a\r\n Content-Length: 2\r\n\r\n{}" },
        { "null in header", "GET /health HTTP/1.1\r\n{host}X: a\0b\r\n\r\n" },
        { "bad chunk", "POST {path} HTTP/1.1\r\n{host}{json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" },
        { "overflowing chunk", "POST {path} HTTP/1.1\r\n{host}{json}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n" },
        { "no host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n" },
        { "two hosts", "GET /health HTTP/1.1\r\n{host}Host: evil.example.com\r\n\r\n" },
        { "host and target differ", "GET http://evil.example.com/health HTTP/1.1\r\n{host}\r\n" },
        { "no version", "GET /health\r\n\r\n" },
        { "odd version", "GET /health HTTP/9.9\r\n{host}\r\n" },
        { "no target", "GET  HTTP/1.1\r\n{host}\r\n" },
        { "not http", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000" },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task Request_ReadTwoWays_IsRefusedAndTheConnectionClosed(string name, string text)
    {
        var answer = await RawHttp.SendAsync(
            bait.Server.Address,
            text.Replace("{path}", Search, StringComparison.Ordinal).Replace("{host}", Host, StringComparison.Ordinal).Replace("{json}", Json, StringComparison.Ordinal));

        Assert.True(answer.Length == 0 || RawHttp.Status(answer) is 400 or 403 or 411 or 413 or 431 or 501 or 505, $"{name}: {answer}");
        Assert.Equal(answer.Length == 0 ? 0 : 1, answer.Split("HTTP/1.1 ").Length - 1);
    }

    [Fact]
    public async Task Request_LengthAndChunks_CannotCarryASecondRequest()
    {
        var smuggled = $"POST {Search} HTTP/1.1\r\n{Host}{Json}Content-Length: 6\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /version HTTP/1.1\r\n{Host}\r\n";

        var answer = await RawHttp.SendAsync(bait.Server.Address, smuggled);

        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        Assert.DoesNotContain(Reprise.Server.Hosting.RepriseServer.MlflowVersion, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-HTTP-Method: DELETE")]
    [InlineData("X-Method-Override: DELETE")]
    [InlineData("X-Original-URL: /api/2.0/mlflow/registered-models/delete")]
    [InlineData("X-Rewrite-URL: /api/2.0/mlflow/registered-models/delete")]
    public async Task Request_MethodOrPathInAHeader_IsNotObeyed(string header)
    {
        var (status, _) = await RawHttp.SendAsync(bait.Server.Address, "GET", "/api/2.0/mlflow/registered-models/get?name=bait&_method=DELETE", header + "\r\n");
        var (posted, _) = await RawHttp.SendAsync(bait.Server.Address, "POST", "/api/2.0/mlflow/registered-models/get?_method=DELETE", header + "\r\n" + Json, """{"name":"bait"}""");
        var (after, _) = await RawHttp.SendAsync(bait.Server.Address, "GET", "/api/2.0/mlflow/registered-models/get?name=bait");

        Assert.Equal((200, 405, 200), (status, posted, after));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    [InlineData("TRACK")]
    [InlineData("PROPFIND")]
    [InlineData("delete")]
    public async Task Request_MethodNobodyOffers_IsRefused(string method)
    {
        var (status, body) = await RawHttp.SendAsync(bait.Server.Address, method, "/api/2.0/mlflow/registered-models/get?name=bait", "X-Secret: echo-me\r\n");

        Assert.True(status is 400 or 404 or 405 or 501, $"{method} -> {status}");
        Assert.DoesNotContain("echo-me", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ValueFromARequest_CannotAddAHeader()
    {
        foreach (var target in new[]
        {
            $"/get-artifact?run_id={bait.RunId}&path=notes.txt%0d%0aX-Injected:%201", "/models/x%0d%0aX-Injected:%201", "/api/2.0/mlflow/%0d%0aX-Injected:%201",
            $"/runs/{bait.RunId}/file?path=a%22%0d%0aX-Injected:%201", "/series?run=%0d%0aX-Injected:%201&key=a",
        })
        {
            var answer = await RawHttp.SendAsync(bait.Server.Address, $"GET {target} HTTP/1.1\r\n{Host}Connection: close\r\nX-Request-Id: a\tb\r\n\r\n");

            Assert.DoesNotContain("\nX-Injected", answer.Split("\r\n\r\n")[0], StringComparison.OrdinalIgnoreCase);
            Assert.True(RawHttp.Status(answer) is 200 or 400 or 404, answer);
        }
    }
}
