using Microsoft.AspNetCore.Builder;
using Reprise.Server.Hosting;
using Reprise.Testing;

namespace Reprise.Server.Tests;

/// <summary>A real server on a free port over a home of its own, gone when disposed.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _home;

    private RunningServer(WebApplication app, TemporaryFolder home, Uri address)
    {
        _app = app;
        _home = home;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public string Home => _home.Path;

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<RunningServer> StartAsync(Func<RepriseServerOptions, RepriseServerOptions>? configure = null)
    {
        var home = new TemporaryFolder();
        var options = new RepriseServerOptions { Home = home.Path, Port = 0, TimeProvider = new DistinctTime() };
        var app = await RepriseServer.BuildAsync(configure?.Invoke(options) ?? options);
        return new RunningServer(app, home, await app.ListenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _home.Dispose();
    }
}
