using Reprise.Storage;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Access;

/// <summary>Files as far as the caller may do so with the experiment they lie in.</summary>
internal sealed class GuardedArtifactStore(IArtifactStore inner, AccessGuard guard) : IArtifactStore
{
    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default)
    {
        await guard.RequirePlaceAsync(rootUri, path, Permission.Read, cancellationToken).ConfigureAwait(false);
        return await inner.ListAsync(rootUri, path, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        await guard.RequirePlaceAsync(rootUri, path, Permission.Read, cancellationToken).ConfigureAwait(false);
        return await inner.OpenReadAsync(rootUri, path, cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default)
    {
        await guard.RequirePlaceAsync(rootUri, path, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.WriteAsync(rootUri, path, content, cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteFolderAsync(string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        await guard.RequirePlaceAsync(rootUri, path, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.WriteFolderAsync(rootUri, path, localFolder, cancellationToken).ConfigureAwait(false);
    }

    public (IDirectUploads Uploads, ObjectKey Key) DirectUploads(string rootUri, string path)
    {
        var (uploads, key) = inner.DirectUploads(rootUri, path);
        return (new GuardedDirectUploads(uploads, token => guard.RequirePlaceAsync(rootUri, path, Permission.Edit, token)), key);
    }

    public (IResumableUploads Uploads, ObjectKey Key) ResumableUploads(string rootUri, string path)
    {
        var (uploads, key) = inner.ResumableUploads(rootUri, path);
        return (new GuardedResumableUploads(uploads, token => guard.RequirePlaceAsync(rootUri, path, Permission.Edit, token)), key);
    }

    public async Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        await guard.RequirePlaceAsync(rootUri, path, Permission.Manage, cancellationToken).ConfigureAwait(false);
        await inner.DeleteAsync(rootUri, path, cancellationToken).ConfigureAwait(false);
    }
}
