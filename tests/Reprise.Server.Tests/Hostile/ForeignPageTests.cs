namespace Reprise.Server.Tests.Hostile;

/// <summary>What a stranger's web page can make a browser send: names that resolve to this machine, forms and requests from elsewhere.</summary>
[Trait("Culture", "none")]
public sealed class ForeignPageTests(HostileServer bait)
{
    private const string Create = "/api/2.0/mlflow/experiments/create";

    [Theory]
    [InlineData("evil.example.com")]
    [InlineData("localhost.evil.example.com")]
    [InlineData("127.0.0.1.evil.example.com")]
    [InlineData("127.0.0.1@evil.example.com")]
    [InlineData("evil.example.com#localhost")]
    [InlineData("evil.example.com:80:localhost")]
    [InlineData("localhost, evil.example.com")]
    [InlineData("0.0.0.0")]
    [InlineData("8.8.8.8")]
    [InlineData("[2001:db8::1]")]
    [InlineData("")]
    [InlineData("xn--lcalhost-54a")]
    public async Task Host_OfAStranger_IsRefusedEverywhere(string host)
    {
        foreach (var target in new[] { "/", "/health", Create, "/get-artifact?x", "/api/v1/models", "/_studio/studio.css", "/models" })
        {
            var answer = await RawHttp.SendAsync(bait.Server.Address, $"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

            Assert.True(RawHttp.Status(answer) is 400 or 403, $"{host} {target}: {answer}");
        }
    }

    [Theory]
    [InlineData("Origin: https://evil.example.com")]
    [InlineData("Origin: null")]
    [InlineData("Origin: ")]
    [InlineData("Origin: http://localhost.evil.example.com")]
    [InlineData("Origin: http://localhost@evil.example.com")]
    [InlineData("Origin: http://127.0.0.1.evil.example.com")]
    [InlineData("Origin: chrome-extension://abc")]
    [InlineData("Origin: http://localhost\r\nOrigin: https://evil.example.com")]
    [InlineData("Origin: http://localhost https://evil.example.com")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    public async Task Change_FromAStrangersPage_IsRefusedEverywhere(string header)
    {
        foreach (var (method, target) in new[]
        {
            ("POST", Create), ("POST", "/ajax-api/2.0/mlflow/experiments/create"), ("PUT", "/api/2.0/mlflow-artifacts/artifacts/x"), ("DELETE", "/api/2.0/mlflow-artifacts/artifacts/x"),
            ("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={bait.RunId}&path=x"), ("PATCH", "/api/2.0/mlflow/registered-models/update"),
            ("DELETE", "/api/2.0/mlflow/registered-models/delete"), ("POST", "/api/2.0/reprise/registered-models/promote"), ("POST", "/experiments/create"), ("POST", "/models/promote"),
        })
        {
            var (status, _) = await RawHttp.SendAsync(bait.Server.Address, method, target, $"Content-Type: application/json\r\n{header}\r\n", """{"name":"bait"}""");

            Assert.True(status is 400 or 403, $"{method} {target} with {header} -> {status}");
        }

        var (still, _) = await RawHttp.SendAsync(bait.Server.Address, "GET", "/api/2.0/mlflow/registered-models/get?name=bait");
        Assert.Equal(200, still);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/json-patch")]
    public async Task Change_InTheFormOfAPlainForm_IsNotRead(string type)
    {
        // What a form of another page can send without asking first.
        var (status, body) = await RawHttp.SendAsync(bait.Server.Address, "POST", Create, $"Content-Type: {type}\r\n", """{"name":"by a form","x":"="}""");

        Assert.Equal(400, status);
        Assert.Contains("Content-Type", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ByAStrangersPage_GetsNoLeaveToRead()
    {
        foreach (var target in new[] { "/api/2.0/mlflow/experiments/get?experiment_id=0", "/api/v1/models", $"/get-artifact?run_id={bait.RunId}&path=notes.txt", "/", $"/series?run={bait.RunId}&key=a" })
        {
            var answer = await RawHttp.SendAsync(
                bait.Server.Address, $"GET {target} HTTP/1.1\r\nHost: {bait.Server.Address.Authority}\r\nOrigin: https://evil.example.com\r\nConnection: close\r\n\r\n");

            Assert.DoesNotContain("access-control-allow", answer, StringComparison.OrdinalIgnoreCase);
        }

        var (preflight, _) = await RawHttp.SendAsync(
            bait.Server.Address, "OPTIONS", Create, "Origin: https://evil.example.com\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n");
        Assert.NotEqual(200, preflight);
    }

    [Fact]
    public async Task Get_NoAddress_ChangesAnything()
    {
        foreach (var target in new[]
        {
            Create + "?name=by-get", "/api/2.0/mlflow/registered-models/delete?name=bait", "/api/2.0/mlflow/experiments/delete?experiment_id=0", "/models/promote?name=bait&version=1",
            "/api/2.0/reprise/registered-models/promote?name=bait&version=1", "/experiments/delete?id=0",
        })
        {
            var (status, _) = await RawHttp.SendAsync(bait.Server.Address, "GET", target);

            Assert.True(status is 404 or 405, $"GET {target} -> {status}");
        }
    }
}
