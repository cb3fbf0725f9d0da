using Microsoft.AspNetCore.Builder;
using Reprise.Server.Hosting;
using Reprise.Studio.Tests;
using Reprise.Testing;
using Reprise.Tracking;
using Reprise.Tracking.Client;

[assembly: AssemblyFixture(typeof(StudioServer))]

namespace Reprise.Studio.Tests;

/// <summary>A server on a free port over a home full of samples, shared by the tests: those that change things make their own.</summary>
public sealed class StudioServer : IAsyncLifetime
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("reprise-studio-");
    private LocalTrackingClient? _tracking;
    private WebApplication? _app;

    /// <summary>Root of the server, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    public ITrackingClient Tracking => _tracking!;

    public SampleHome Sample { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home.FullName, TimeProvider = new DistinctTime() });
        Sample = await SampleHome.CreateAsync(_tracking, Path.Combine(_home.FullName, "tmp"));
        _app = RepriseServer.Build(new RepriseServerOptions { Home = _home.FullName, Port = 0 }, _tracking);
        Address = await _app.ListenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_tracking is not null)
        {
            await _tracking.DisposeAsync();
        }

        _home.Delete(recursive: true);
    }
}
