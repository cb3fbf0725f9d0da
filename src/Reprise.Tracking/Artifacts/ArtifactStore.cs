using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Artifacts;

/// <summary>Artifacts in object stores of this process: behind <c>mlflow-artifacts:/</c>, and below the roots that may be named by path or URI.</summary>
internal sealed class ArtifactStore(ArtifactRoots roots) : IArtifactStore, IDisposable
{
    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default)
    {
        var (store, root) = roots.Locate(rootUri);
        var entries = await store.ListFolderAsync(root.Append(Key(path)), cancellationToken).ConfigureAwait(false);
        var skip = root.IsRoot ? 0 : root.Value.Length + 1;
        return [.. entries.Select(entry => new ArtifactInfo(entry.Key.Value[skip..], entry.IsFolder, entry.IsFolder ? null : entry.Size))];
    }

    public Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        var (store, key) = Locate(rootUri, path);
        return store.OpenReadAsync(key, cancellationToken);
    }

    public Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default)
    {
        var (store, key) = Locate(rootUri, path);
        return store.WriteAsync(key, content, cancellationToken);
    }

    public Task WriteFolderAsync(string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        var (store, key) = Locate(rootUri, path);
        return store.WriteFolderAsync(key, localFolder, ArtifactStoreExtensions.ModelFile, cancellationToken);
    }

    public Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        var (store, key) = Locate(rootUri, path);
        return store.DeleteAsync(key, cancellationToken);
    }

    public (IDirectUploads Uploads, ObjectKey Key) DirectUploads(string rootUri, string path)
    {
        var (store, key) = Locate(rootUri, path);
        return store is IDirectUploads uploads
            ? (uploads, key)
            : throw new RepriseException(ErrorCode.NotImplemented, "Multipart upload is not supported for the current artifact repository");
    }

    public (IResumableUploads Uploads, ObjectKey Key) ResumableUploads(string rootUri, string path)
    {
        var (store, key) = Locate(rootUri, path);
        return store is IResumableUploads uploads
            ? (uploads, key)
            : throw new RepriseException(ErrorCode.NotImplemented, "Uploads in pieces are not supported for the current artifact repository.");
    }

    /// <summary>Asks every remote store once.</summary>
    public Task CheckAsync(CancellationToken cancellationToken) => roots.CheckAsync(cancellationToken);

    public void Dispose() => roots.Dispose();

    private (IObjectStore Store, ObjectKey Key) Locate(string rootUri, string? path)
    {
        var (store, root) = roots.Locate(rootUri);
        return (store, root.Append(Key(path)));
    }

    private static ObjectKey Key(string? path) => path is null || !path.Contains('#', StringComparison.Ordinal)
        ? ObjectKey.Parse(path)
        : throw Invalid.Parameter($"Invalid path '{path}': it must not hold '#'.");
}
