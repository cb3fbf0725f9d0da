using Reprise.Storage;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Http;

/// <summary>Files of a server: in buckets by the caller's own credentials, all others through the server.</summary>
internal sealed class RoutedArtifactStore(IArtifactStore proxy, ArtifactStore buckets) : IArtifactStore, IDisposable
{
    public Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default) =>
        Of(rootUri).ListAsync(rootUri, path, cancellationToken);

    public Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default) =>
        Of(rootUri).OpenReadAsync(rootUri, path, cancellationToken);

    public Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default) =>
        Of(rootUri).WriteAsync(rootUri, path, content, cancellationToken);

    public Task WriteFolderAsync(string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default) =>
        Of(rootUri).WriteFolderAsync(rootUri, path, localFolder, cancellationToken);

    public Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default) =>
        Of(rootUri).DeleteAsync(rootUri, path, cancellationToken);

    public (IDirectUploads Uploads, ObjectKey Key) DirectUploads(string rootUri, string path) => Of(rootUri).DirectUploads(rootUri, path);

    public void Dispose() => buckets.Dispose();

    private IArtifactStore Of(string rootUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootUri);
        return ObjectStores.IsRemote(rootUri) ? buckets : proxy;
    }
}
