using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Storage.Tests.Servers;
using Reprise.Testing.Tracking;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Http;
using Reprise.Tracking.Runs;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace Reprise.Server.Tests.Tracking;

/// <summary>Artifacts in a bucket: behind the server, and beside it.</summary>
[Trait("Culture", "none")]
public sealed class BucketArtifactsTests(MotoServer moto)
{
    private const string Api = "/api/2.0/mlflow-artifacts/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Destination_Bucket_KeepsEveryPromiseOfAnArtifactStore()
    {
        await using var server = await BehindAsync();
        await using var client = new HttpTrackingClient(new HttpTrackingOptions { Address = server.Address });
        await Task.WhenAll(ArtifactStoreConformance.Checks.Select(check => check.RunAsync(client, Token)));
    }

    [Fact]
    public async Task Upload_InPartsByUrls_ArrivesWhole()
    {
        await using var server = await BehindAsync();
        var bytes = new byte[(5 << 20) + 1000];
        bytes.AsSpan(5 << 20).Fill(7);
        var created = await PostAsync(server, "mpu/create/0/run", """{"path":"C:\\temp\\big file.bin","num_parts":2}""");
        var parts = new JsonArray();
        using var outside = new HttpClient();
        foreach (var credential in created["credentials"]!.AsArray())
        {
            var number = (int)credential!["part_number"]!;
            using var part = new ByteArrayContent(bytes, (number - 1) * (5 << 20), number == 1 ? 5 << 20 : 1000);
            using var sent = await outside.PutAsync((string)credential["url"]!, part, Token);
            parts.Add(new JsonObject { ["part_number"] = number, ["etag"] = sent.Headers.ETag!.Tag, ["url"] = (string)credential["url"]! });
        }

        var request = new JsonObject { ["path"] = "/tmp/big file.bin", ["upload_id"] = (string)created["upload_id"]!, ["parts"] = parts };
        Assert.Equal("{}", (await PostAsync(server, "mpu/complete/0/run", request.ToJsonString())).ToJsonString());

        using var range = new HttpRequestMessage(HttpMethod.Get, Api + "artifacts/0/run/big%20file.bin") { Headers = { Range = new RangeHeaderValue((5 << 20) - 1, null) } };
        using var answer = await server.Http.SendAsync(range, Token);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal([0, .. Enumerable.Repeat((byte)7, 1000)], await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Upload_InPartsGivenUp_LeavesNothing()
    {
        await using var server = await BehindAsync();
        var created = await PostAsync(server, "mpu/create/0", """{"path":"f","num_parts":1}""");
        var id = (string)created["upload_id"]!;

        Assert.Equal("{}", (await PostAsync(server, "mpu/abort/0", $$"""{"path":"f","upload_id":"{{id}}"}""")).ToJsonString());
        Assert.Equal("{}", (await PostAsync(server, "mpu/abort/0", $$"""{"path":"f","upload_id":"{{id}}"}""")).ToJsonString());
        using var outside = new HttpClient();
        using var late = await outside.PutAsync((string)created["credentials"]![0]!["url"]!, new ByteArrayContent([1]), Token);
        Assert.False(late.IsSuccessStatusCode);
        Assert.Equal("{}", await server.Http.GetStringAsync(Api + "artifacts?path=0", Token));
    }

    [Theory]
    [InlineData("""{"num_parts":1}""")]
    [InlineData("""{"path":"f"}""")]
    [InlineData("""{"path":"f","num_parts":0}""")]
    [InlineData("""{"path":"f","num_parts":10001}""")]
    [InlineData("""{"path":"..","num_parts":1}""")]
    public async Task Upload_InPartsWithWrongParameters_IsRefused(string body)
    {
        await using var server = await BehindAsync();

        Assert.Equal("INVALID_PARAMETER_VALUE", (string?)(await PostAsync(server, "mpu/create/0", body))["error_code"]);
    }

    [Fact]
    public async Task Upload_InPartsToALocalStore_Is501()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await PostAsync(server, "mpu/create/0", """{"path":"f","num_parts":1}""");

        Assert.Equal("NOT_IMPLEMENTED", (string?)answer["error_code"]);
        Assert.Equal("Multipart upload is not supported for the current artifact repository", (string?)answer["message"]);
    }

    [Fact]
    public async Task DefaultRoot_Bucket_IsReachedByClientsThemselvesAndByTheServersRoutes()
    {
        var bucket = (await moto.BucketAsync()).Bucket;
        await using var server = await RunningServer.StartAsync(options => options with { DefaultArtifactRoot = $"s3://{bucket}/root" });
        await using var client = new HttpTrackingClient(new HttpTrackingOptions { Address = server.Address });
        var experiment = await client.Experiments.CreateAsync("e", cancellationToken: Token);
        var run = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment }, Token)).Info;
        var inDefault = (await client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, Token)).Info;
        await client.Artifacts.WriteTextAsync(run.ArtifactUri, "d/ş f.txt", "hello", Token);

        var (_, list) = await server.GetAsync($"artifacts/list?run_id={run.RunId}&path=d");
        var text = await server.Http.GetStringAsync($"/get-artifact?run_id={run.RunId}&path=d/%C5%9F%20f.txt", Token);

        Assert.Equal($"s3://{bucket}/root/{experiment}/{run.RunId}/artifacts", run.ArtifactUri);
        Assert.StartsWith($"s3://{bucket}/root/0/", inDefault.ArtifactUri, StringComparison.Ordinal);
        Assert.Equal("""[{"path":"d/ş f.txt","is_dir":false,"file_size":5}]""", list["files"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("hello", text);
        Assert.Equal("hello", await client.Artifacts.ReadTextAsync(run.ArtifactUri, "d/ş f.txt", Token));
    }

    [Fact]
    public async Task Experiment_InABucketNobodyAllowed_IsRecordedAndNotRead()
    {
        var (mine, foreign) = ((await moto.BucketAsync()).Bucket, (await moto.BucketAsync()).Bucket);
        await using var server = await RunningServer.StartAsync(options => options with { ArtifactsDestination = $"s3://{mine}/root" });
        foreach (var place in (string[])[$"s3://{foreign}/x", $"s3://{mine}/rooted"])
        {
            var (_, created) = await server.PostAsync("experiments/create", $$"""{"name":"{{place}}","artifact_location":"{{place}}"}""");
            var (_, run) = await server.PostAsync("runs/create", $$"""{"experiment_id":"{{created["experiment_id"]}}"}""");
            var (status, answer) = await server.GetAsync($"artifacts/list?run_id={run["run"]!["info"]!["run_id"]}");

            Assert.Equal((403, "PERMISSION_DENIED"), (status, (string?)answer["error_code"]));
        }
    }

    [Fact]
    public async Task Start_WithoutTheBucket_SaysSo()
    {
        await moto.BucketAsync();

        var failure = await Assert.ThrowsAsync<RepriseException>(
            () => RunningServer.StartAsync(options => options with { ArtifactsDestination = "s3://no-such-bucket-2/x" }));

        Assert.Contains("no bucket 'no-such-bucket-2'", failure.Message, StringComparison.Ordinal);
    }

    private async Task<RunningServer> BehindAsync()
    {
        var bucket = (await moto.BucketAsync()).Bucket;
        return await RunningServer.StartAsync(options => options with { ArtifactsDestination = $"s3://{bucket}/some/prefix" });
    }

    private static async Task<JsonNode> PostAsync(RunningServer server, string path, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await server.Http.PostAsync(Api + path, content, Token);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
    }
}
