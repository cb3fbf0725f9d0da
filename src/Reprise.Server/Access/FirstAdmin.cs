using Microsoft.Extensions.Hosting;
using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>Makes the first administrator when the server starts over a store that knows nobody, and holds the password until it was told once.</summary>
internal sealed class FirstAdmin(AccessStores access) : IHostedLifecycleService
{
    private string? _password;

    /// <summary>The password, the first time it is asked for; null when there is none.</summary>
    public string? Take() => Interlocked.Exchange(ref _password, null);

    public async Task StartingAsync(CancellationToken cancellationToken) => _password = await access.EnsureAdminAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
