using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Reprise.Core.Errors;
using Reprise.Server.Hosting;
using Reprise.Tracking.Client;

namespace Reprise.Server.Tests.Hosting;

public sealed class RepriseServerTests
{
    private static readonly string[] Plain = ["OK", RepriseServer.MlflowVersion];

    [Fact]
    public async Task Health_AndVersion_ArePlainText()
    {
        await using var server = await RunningServer.StartAsync();

        var texts = new[]
        {
            await server.Http.GetStringAsync("/health", TestContext.Current.CancellationToken),
            await server.Http.GetStringAsync("/version", TestContext.Current.CancellationToken),
        };
        using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/health"), TestContext.Current.CancellationToken);

        Assert.Equal(Plain, texts);
        Assert.Equal((HttpStatusCode.OK, 2L), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Listen_TakenPort_SaysWhichAndWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var home = new TemporaryFolder();
        await using var app = await RepriseServer.BuildAsync(new RepriseServerOptions { Home = home.Path, Port = port }, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<RepriseException>(() => app.ListenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidState, exception.Code);
        Assert.Equal(
            $"Cannot listen on 127.0.0.1, port {port}: another program listens there. Choose another port, or 0 for a free one.", exception.Message);
    }

    [Fact]
    public async Task Listen_EveryInterface_GivesAnAddressThatOpens()
    {
        await using var server = await RunningServer.StartAsync(options => options with { Host = "0.0.0.0" });

        Assert.Equal("127.0.0.1", server.Address.Host);
        Assert.Equal("OK", await server.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Build_BrokenOptions_NamesAllProblemsAtOnce()
    {
        var options = new RepriseServerOptions { Home = " ", Host = "example.org", Port = 70_000, MaxRequestBytes = 0 };

        var exception = await Assert.ThrowsAsync<RepriseException>(() => RepriseServer.BuildAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidParameterValue, exception.Code);
        Assert.Equal(4, exception.Problems.Count);
        Assert.Contains("The port must be in [0, 65535]. Got 70000.", exception.Problems);
    }

    [Fact]
    public async Task Build_ForeignClient_StaysTheCallers()
    {
        using var home = new TemporaryFolder();
        await using var client = await LocalTrackingClient.OpenAsync(
            new LocalTrackingOptions { Home = home.Path }, TestContext.Current.CancellationToken);
        var app = RepriseServer.Build(new RepriseServerOptions { Home = home.Path, Port = 0 }, client);
        await app.ListenAsync(TestContext.Current.CancellationToken);

        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();

        Assert.Equal("Default", (await client.Experiments.GetAsync("0", TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task Stop_RequestInFlight_IsFinished()
    {
        var token = TestContext.Current.CancellationToken;
        using var home = new TemporaryFolder();
        await using var app = await RepriseServer.BuildAsync(new RepriseServerOptions { Home = home.Path, Port = 0 }, token);
        // The body is asked for (100 Continue) when the server reads it, so a started body means a request in flight.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        using var http = new HttpClient(handler) { BaseAddress = await app.ListenAsync(token) };
        var body = new HeldContent();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/2.0/mlflow-artifacts/artifacts/late.txt") { Content = body };
        request.Headers.ExpectContinue = true;
        var upload = http.SendAsync(request, token);
        await body.Started;

        var stop = app.StopAsync(token);
        body.Finish("it arrived");
        using var response = await upload;
        await stop;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("it arrived", await File.ReadAllTextAsync(Path.Combine(home.Path, "artifacts", "late.txt"), token));
    }

    /// <summary>A body that waits to be finished after its first byte is on its way.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public void Finish(string text) => _text.SetResult(text);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            _started.SetResult();
            var text = await _text.Task;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
