using Microsoft.AspNetCore.Builder;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using TurkishMusic.Loop;

namespace Reprise.Cli.Demo;

/// <summary>The server of this program on a free port, for the length of one prediction.</summary>
internal sealed class DemoServer : IModelServer
{
    private readonly WebApplication _app;

    private DemoServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <summary>Starts serving a model URI over a tracking client that stays the caller's.</summary>
    public static async Task<DemoServer> StartAsync(string home, ITrackingClient tracking, string model, CancellationToken cancellationToken)
    {
        var app = RepriseServer.Build(new RepriseServerOptions { Home = home, Port = 0, Model = model }, tracking);
        try
        {
            return new DemoServer(app, await app.ListenAsync(cancellationToken));
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
