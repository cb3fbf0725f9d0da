using Reprise.Testing;
using Reprise.Tracking.Client;

namespace Reprise.Studio.Tests;

/// <summary>A home of a test's own, deleted with it.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("reprise-studio-home-").FullName;

    public Task<LocalTrackingClient> OpenAsync() =>
        LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = Folder, TimeProvider = new DistinctTime() }, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
