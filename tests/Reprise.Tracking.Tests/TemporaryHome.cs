using Reprise.Testing;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests;

/// <summary>A home folder of its own for a test, deleted afterwards.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("reprise-test-").FullName;

    public string Database => Path.Combine(Folder, LocalTrackingClient.DatabaseFile);

    public Task<LocalTrackingClient> OpenAsync(TimeProvider? time = null) =>
        LocalTrackingClient.OpenAsync(
            new LocalTrackingOptions { Home = Folder, TimeProvider = time ?? new DistinctTime() }, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
