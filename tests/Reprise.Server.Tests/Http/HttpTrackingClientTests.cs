using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reprise.Core.Errors;
using Reprise.Tracking.Http;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Server.Tests.Http;

public sealed class HttpTrackingClientTests
{
    private const string Experiment = """{"experiment":{"experiment_id":"0","name":"Default","artifact_location":"mlflow-artifacts:/0"}}""";

    [Fact]
    public async Task Read_ServerBusyOrGone_IsRepeatedUntilItAnswers()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Status(503), ScriptedServer.HangUp, ScriptedServer.Status(429), ScriptedServer.Json(Experiment));
        await using var client = Connect(server.Address);

        var experiment = await client.Experiments.GetAsync("0", TestContext.Current.CancellationToken);

        Assert.Equal("Default", experiment.Name);
        Assert.Equal(4, server.Seen.Count);
    }

    [Fact]
    public async Task Log_ServerBusy_IsRepeatedWithTheSameMessage()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(503), ScriptedServer.Json("{}"));
        await using var client = Connect(server.Address);

        await client.Runs.LogMetricAsync("r", new Metric("m", double.NaN, 1, 2), TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Seen.Count);
        Assert.Equal(server.Seen[0], server.Seen[1]);
        Assert.Equal("""POST /api/2.0/mlflow/runs/log-metric {"run_id":"r","key":"m","value":"NaN","timestamp":1,"step":2}""", server.Seen[0]);
    }

    [Fact]
    public async Task Create_ConnectionLost_IsNotRepeated()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.HangUp, ScriptedServer.Json("{}"));
        await using var client = Connect(server.Address);

        var exception = await Assert.ThrowsAsync<RepriseException>(() =>
            client.Runs.CreateAsync(new NewRun { ExperimentId = "0" }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.TemporarilyUnavailable, exception.Code);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}""", ErrorCode.InvalidParameterValue, "no")]
    [InlineData(404, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}""", ErrorCode.ResourceDoesNotExist, "gone")]
    [InlineData(500, """{"error_code":"INVALID_STATE","message":"bad state"}""", ErrorCode.InvalidState, "bad state")]
    [InlineData(418, """{"error_code":"NEVER_HEARD_OF","message":"odd"}""", ErrorCode.InternalError, "odd")]
    [InlineData(404, "<h1>Not Found</h1>", ErrorCode.EndpointNotFound, "GET /api/2.0/mlflow/experiments/get with 404 Not Found: <h1>Not Found</h1>")]
    [InlineData(502, "proxy", ErrorCode.TemporarilyUnavailable, "502 Bad Gateway: proxy")]
    [InlineData(401, "", ErrorCode.Unauthenticated, "401 Unauthorized")]
    public async Task Answer_Refusal_CarriesCodeAndMessage(int status, string body, ErrorCode code, string message)
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(body, status));
        await using var client = Connect(server.Address);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Experiments.GetAsync("0", TestContext.Current.CancellationToken));

        Assert.Equal(code, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("<html>a login page</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    public async Task Answer_NotTheExpectedJson_SaysSo(string body)
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(body));
        await using var client = Connect(server.Address);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Experiments.GetAsync("0", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InternalError, exception.Code);
        Assert.Contains("/api/2.0/mlflow/experiments/get", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodyListens_SaysWhichServerAndWhatToCheck()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        await using var client = Connect(address, retries: 1);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Experiments.GetAsync("0", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.TemporarilyUnavailable, exception.Code);
        Assert.StartsWith($"The tracking server at {address} cannot be reached:", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_NoAnswerInTime_IsUnavailable(bool afterHeaders)
    {
        await using var server = await ScriptedServer.StartAsync(context => StallAsync(context, afterHeaders));
        await using var client = new HttpTrackingClient(
            new HttpTrackingOptions { Address = server.Address, Timeout = TimeSpan.FromMilliseconds(200), Retries = 0 });

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Experiments.GetAsync("0", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.TemporarilyUnavailable, exception.Code);
        Assert.Contains("no answer within 0.2 seconds", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Cancelled_StopsAtOnceAndIsNotRepeated()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await StallAsync(context, afterHeaders: false);
        });
        await using var client = Connect(server.Address);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Experiments.GetAsync("0", cancel.Token));

        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task GetMetricHistory_WithoutMaxResults_FollowsThePagesOfAnyServer()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Json("""{"metrics":[{"key":"m","value":1.0,"timestamp":1,"step":0}],"next_page_token":"more"}"""),
            ScriptedServer.Json("""{"metrics":[{"key":"m","value":"Infinity","timestamp":"2","step":1}]}"""));
        await using var client = Connect(server.Address);

        var page = await client.Runs.GetMetricHistoryAsync("r", "m", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(page.NextPageToken);
        Assert.Equal([1.0, double.PositiveInfinity], page.Items.Select(point => point.Value));
    }

    [Fact]
    public async Task Promote_ServerOfMlflow_SaysThatItIsNotOffered()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(404, "<h1>Not Found</h1>"));
        await using var client = Connect(server.Address);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Registry.PromoteAsync(
            new Promotion { Name = "m", Version = 1 }, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.EndpointNotFound, exception.Code);
    }

    [Fact]
    public async Task WriteArtifact_ServerBusy_SendsTheWholeStreamAgain()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Status(503), ScriptedServer.Json("{}"));
        await using var client = Connect(server.Address);
        using var content = new MemoryStream("xxhello"u8.ToArray()) { Position = 2 };

        await client.Artifacts.WriteAsync("mlflow-artifacts:/1/r/artifacts", "d e/f#.txt", content, TestContext.Current.CancellationToken);

        Assert.Equal("PUT /api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/d e/f#.txt hello", server.Seen[1]);
        Assert.Equal(server.Seen[0], server.Seen[1]);
        Assert.True(content.CanRead);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1", "../2/f")]
    [InlineData("mlflow-artifacts:/1", "a/%2e%2e/f")]
    [InlineData("gs://bucket/1", "f")]
    [InlineData("s3://user:secret@bucket/1", "f")]
    [InlineData("/etc", "passwd")]
    public async Task ReadArtifact_OutOfReach_IsRefusedBeforeAnythingIsSent(string root, string path)
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json("{}"));
        await using var client = Connect(server.Address);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => client.Artifacts.OpenReadAsync(root, path, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidParameterValue, exception.Code);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task Address_WithAPath_KeepsItAsPrefix()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json(Experiment));
        await using var client = Connect(new Uri(server.Address, "/team/mlflow"));

        await client.Experiments.GetAsync("0", TestContext.Current.CancellationToken);

        Assert.StartsWith("GET /team/mlflow/api/2.0/mlflow/experiments/get", server.Seen[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("http://user:secret@example.org")]
    public void Address_OtherSchemeOrPassword_IsRefusedWithoutRepeatingTheSecret(string address)
    {
        var exception = Assert.Throws<RepriseException>(() => new HttpTrackingClient(new HttpTrackingOptions { Address = new Uri(address) }));

        Assert.Equal(ErrorCode.InvalidParameterValue, exception.Code);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    private static HttpTrackingClient Connect(Uri address, int retries = 5) =>
        new(new HttpTrackingOptions { Address = address, Retries = retries, FirstDelay = TimeSpan.FromMilliseconds(1) });

    private static async Task StallAsync(HttpContext context, bool afterHeaders)
    {
        if (afterHeaders)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("{"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        var gone = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
