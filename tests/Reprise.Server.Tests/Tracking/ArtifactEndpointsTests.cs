using System.Net;
using System.Text.Json.Nodes;

namespace Reprise.Server.Tests.Tracking;

public sealed class ArtifactEndpointsTests
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts/";

    [Theory]
    [InlineData("notes.txt", "text/plain")]
    [InlineData("MLmodel", "text/plain")]
    [InlineData("conf.yaml", "text/plain")]
    [InlineData("data.json", "text/plain")]
    [InlineData("plot.png", "image/png")]
    [InlineData("page.html", "text/html")]
    [InlineData("model.safetensors", "application/octet-stream")]
    [InlineData("şarkı listesi ✓.csv", "text/plain")]
    public async Task Download_AnyFile_IsAnAttachmentInASandbox(string name, string type)
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.CreateRunAsync();
        await PutAsync(server, $"0/{run}/artifacts/d/{name}", "<script>alert(1)</script>"u8.ToArray());

        using var response = await server.Http.GetAsync(
            $"/get-artifact?run_id={run}&path=d/{Uri.EscapeDataString(name)}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(name, response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("nosniff", response.Headers.GetValues("x-content-type-options").Single());
        Assert.Contains("sandbox", response.Headers.GetValues("content-security-policy").Single(), StringComparison.Ordinal);
        Assert.Equal(25, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Upload_LargerThanARequestMayBe_IsStreamedThrough()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxRequestBytes = 1000 });
        var bytes = new byte[3 << 20];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 31 >> 3);
        }

        await PutAsync(server, "0/big.bin", bytes);
        using var part = new HttpRequestMessage(HttpMethod.Get, Proxy + "0/big.bin") { Headers = { Range = new(1_000_000, 1_000_009) } };
        using var range = await server.Http.SendAsync(part, TestContext.Current.CancellationToken);

        Assert.Equal(bytes, await server.Http.GetByteArrayAsync(Proxy + "0/big.bin", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal(bytes[1_000_000..1_000_010], await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Upload_BeyondTheLimitOfArtifacts_Is413AndLeavesNothing()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxArtifactBytes = 1000 });
        using var content = new ByteArrayContent(new byte[1001]);

        using var response = await server.Http.PutAsync(Proxy + "0/big.bin", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("{}", await server.Http.GetStringAsync("/api/2.0/mlflow-artifacts/artifacts?path=0", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("..%2f..%2fmlflow.db")]
    [InlineData("..%252f..%252fmlflow.db")]
    [InlineData("a%2f..%2f..%2f..%2fmlflow.db")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("a%5c..%5cb")]
    [InlineData("a%23b")]
    [InlineData("C:%5cWindows")]
    public async Task Proxy_PathOutOfTheRoot_IsRefused(string path)
    {
        await using var server = await RunningServer.StartAsync();

        using var read = await server.Http.GetAsync(Proxy + path, TestContext.Current.CancellationToken);
        using var write = await server.Http.PutAsync(Proxy + path, new ByteArrayContent([1]), TestContext.Current.CancellationToken);
        using var delete = await server.Http.DeleteAsync(Proxy + path, TestContext.Current.CancellationToken);
        using var list = await server.Http.GetAsync("/api/2.0/mlflow-artifacts/artifacts?path=" + path, TestContext.Current.CancellationToken);

        Assert.All([read, write, delete, list], response => Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode));
        Assert.Contains("Invalid path", await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(server.Home, "mlflow.db")));
    }

    [Fact]
    public async Task List_RunAndProxy_TellPathsFromTheirOwnRoots()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.CreateRunAsync();
        await PutAsync(server, $"0/{run}/artifacts/d/sub/f.txt", [1, 2, 3]);

        var (_, ofRun) = await server.GetAsync($"artifacts/list?run_id={run}&path=d/sub");
        var ofProxy = JsonNode.Parse(await server.Http.GetStringAsync(
            $"/api/2.0/mlflow-artifacts/artifacts?path=0/{run}/artifacts/d/sub", TestContext.Current.CancellationToken))!;

        Assert.Equal($"mlflow-artifacts:/0/{run}/artifacts", (string?)ofRun["root_uri"]);
        Assert.Equal("""[{"path":"d/sub/f.txt","is_dir":false,"file_size":3}]""", ofRun["files"]!.ToJsonString());
        Assert.Equal("""[{"path":"f.txt","is_dir":false,"file_size":3}]""", ofProxy["files"]!.ToJsonString());
    }

    [Fact]
    public async Task Download_OfVersionAndLoggedModel_ComesFromTheirFolders()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, created) = await server.PostAsync("logged-models", """{"experiment_id":"0","name":"m"}""");
        var id = (string)created["model"]!["info"]!["model_id"]!;
        await PutAsync(server, $"0/models/{id}/artifacts/MLmodel", "flavors: {}"u8.ToArray());
        await server.PostAsync("registered-models/create", """{"name":"r"}""");
        await server.PostAsync("model-versions/create", $$"""{"name":"r","source":"models:/{{id}}"}""");
        var token = TestContext.Current.CancellationToken;

        var ofVersion = await server.Http.GetStringAsync("/model-versions/get-artifact?name=r&version=1&path=MLmodel", token);
        var ofModel = await server.Http.GetStringAsync($"/ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files?artifact_file_path=MLmodel", token);
        var (_, list) = await server.GetAsync($"logged-models/{id}/artifacts/directories");

        Assert.Equal(("flavors: {}", "flavors: {}"), (ofVersion, ofModel));
        Assert.Equal("""[{"path":"MLmodel","is_dir":false,"file_size":11}]""", list["files"]!.ToJsonString());
    }

    [Fact]
    public async Task Upload_FromMlflowsPages_LandsInTheRun()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.CreateRunAsync();
        using var content = new ByteArrayContent("hi"u8.ToArray());

        using var response = await server.Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=a.txt", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("hi", await server.Http.GetStringAsync($"/get-artifact?run_id={run}&path=a.txt", TestContext.Current.CancellationToken));
    }

    private static async Task PutAsync(RunningServer server, string path, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var response = await server.Http.PutAsync(
            Proxy + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)), content, TestContext.Current.CancellationToken);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
