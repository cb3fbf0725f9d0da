using Microsoft.AspNetCore.Builder;
using Reprise.Server.Hosting;
using Reprise.Tracking;
using TurkishMusic.Loop;

namespace Reprise.Cli.Shell;

/// <summary>The server of this program on a free port of this machine, for the length of a command.</summary>
internal sealed class LoopbackServer : IModelServer
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <summary>Starts over a tracking client that stays the caller's.</summary>
    /// <param name="home">Folder of caches and keys.</param>
    /// <param name="tracking">What it serves.</param>
    /// <param name="model">The model behind <c>/invocations</c>; null for none in particular.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LoopbackServer> StartAsync(string home, ITrackingClient tracking, string? model, CancellationToken cancellationToken)
    {
        var app = RepriseServer.Build(new RepriseServerOptions { Home = home, Port = 0, Model = model }, tracking);
        try
        {
            return new LoopbackServer(app, await app.ListenAsync(cancellationToken));
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
