using Microsoft.AspNetCore.Builder;
using Reprise.Server.Hosting;
using Reprise.Testing;
using Reprise.Testing.Postgres;

namespace Reprise.Server.Tests;

/// <summary>A real server on a free port over a home of its own, gone when disposed.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _home;

    private readonly PostgresStore? _postgres;

    private RunningServer(WebApplication app, TemporaryFolder home, Uri address, PostgresStore? postgres)
    {
        _app = app;
        _postgres = postgres;
        _home = home;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public string Home => _home.Path;

    public Uri Address { get; }

    internal WebApplication App => _app;

    public HttpClient Http { get; }

    public static async Task<RunningServer> StartAsync(Func<RepriseServerOptions, RepriseServerOptions>? configure = null)
    {
        var home = new TemporaryFolder();
        var options = new RepriseServerOptions { Home = home.Path, Port = 0, TimeProvider = new DistinctTime() };
        var app = await RepriseServer.BuildAsync(configure?.Invoke(options) ?? options);
        return new RunningServer(app, home, await app.ListenAsync(), null);
    }

    /// <summary>One over a PostgreSQL database of its own.</summary>
    public static async Task<RunningServer> StartOnPostgresAsync()
    {
        var postgres = await PostgresStore.CreateAsync();
        var home = new TemporaryFolder();
        var app = await RepriseServer.BuildAsync(new RepriseServerOptions
        {
            Home = home.Path, Port = 0, TimeProvider = new DistinctTime(), BackendStore = postgres.Address,
        });
        return new RunningServer(app, home, await app.ListenAsync(), postgres);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _home.Dispose();
        _postgres?.Dispose();
    }
}
