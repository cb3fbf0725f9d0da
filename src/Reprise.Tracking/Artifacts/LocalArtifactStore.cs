using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Storage.Local;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Artifacts;

/// <summary>Artifacts in folders of this machine: behind <c>mlflow-artifacts:/</c>, and below the roots that the options allow by path.</summary>
internal sealed class LocalArtifactStore : IArtifactStore
{
    private readonly LocalObjectStore _own;
    private readonly List<(string Root, LocalObjectStore Store)> _byPath;

    /// <param name="folder">The folder behind <c>mlflow-artifacts:/</c>.</param>
    /// <param name="allowedRoots">Folders that artifact roots may name by path.</param>
    /// <param name="time">The clock for leftovers.</param>
    public LocalArtifactStore(string folder, IReadOnlyList<string> allowedRoots, TimeProvider time)
    {
        _own = LocalObjectStore.Open(folder, time);
        _byPath =
        [
            (Path.GetFullPath(folder), _own),
            .. allowedRoots.Select(root => (Path.GetFullPath(root), LocalObjectStore.Open(root, time))),
        ];
    }

    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string rootUri, string? path = null, CancellationToken cancellationToken = default)
    {
        var (store, root) = Locate(rootUri);
        var entries = await store.ListFolderAsync(root.Append(Key(path)), cancellationToken).ConfigureAwait(false);
        var skip = root.IsRoot ? 0 : root.Value.Length + 1;
        return [.. entries.Select(entry => new ArtifactInfo(entry.Key.Value[skip..], entry.IsFolder, entry.IsFolder ? null : entry.Size))];
    }

    public async Task<Stream> OpenReadAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        var (store, root) = Locate(rootUri);
        return await store.OpenReadAsync(root.Append(Key(path)), cancellationToken).ConfigureAwait(false);
    }

    public Task WriteAsync(string rootUri, string path, Stream content, CancellationToken cancellationToken = default)
    {
        var (store, root) = Locate(rootUri);
        return store.WriteAsync(root.Append(Key(path)), content, cancellationToken);
    }

    public Task WriteFolderAsync(string rootUri, string? path, string localFolder, CancellationToken cancellationToken = default)
    {
        var (store, root) = Locate(rootUri);
        return store.WriteFolderAsync(root.Append(Key(path)), localFolder, ArtifactStoreExtensions.ModelFile, cancellationToken);
    }

    public Task DeleteAsync(string rootUri, string path, CancellationToken cancellationToken = default)
    {
        var (store, root) = Locate(rootUri);
        return store.DeleteAsync(root.Append(Key(path)), cancellationToken);
    }

    private static ObjectKey Key(string? path) => path is null || !path.Contains('#', StringComparison.Ordinal)
        ? ObjectKey.Parse(path)
        : throw Invalid.Parameter($"Invalid path '{path}': it must not hold '#'.");

    private (LocalObjectStore Store, ObjectKey Root) Locate(string rootUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootUri);
        switch (ArtifactUri.Scheme(rootUri))
        {
            case "mlflow-artifacts":
                var own = rootUri[ArtifactUri.OwnScheme.Length..];
                var path = own.StartsWith("///", StringComparison.Ordinal) ? own[3..] : own.StartsWith("//", StringComparison.Ordinal) ? null : own.TrimStart('/');
                return path is not null
                    ? (_own, ObjectKey.Parse(path))
                    : throw Invalid.Parameter($"The artifact root '{rootUri}' names another server. Open a client on that server to reach its files.");
            case "file":
                return Uri.TryCreate(rootUri, UriKind.Absolute, out var uri) && uri is { IsFile: true, Host: "" or "localhost" }
                    ? LocatePath(rootUri, uri.LocalPath)
                    : throw Invalid.Parameter($"The artifact root '{rootUri}' is not a file of this machine.");
            case null:
                return LocatePath(rootUri, rootUri);
            default:
                throw new RepriseException(
                    ErrorCode.NotImplemented,
                    $"Artifacts under '{rootUri}' are recorded, and this version cannot read or write them: it knows mlflow-artifacts: and allowed local folders.");
        }
    }

    private (LocalObjectStore Store, ObjectKey Root) LocatePath(string rootUri, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid.Parameter($"The artifact root '{rootUri}' holds a null character: no folder has that name.");
        }

        var full = Path.GetFullPath(path);
        foreach (var (root, store) in _byPath)
        {
            if (full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return (store, ObjectKey.Parse(full[root.Length..].TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/')));
            }
        }

        throw new RepriseException(
            ErrorCode.PermissionDenied,
            $"The artifact root '{rootUri}' lies outside the folders this store may touch ({string.Join(", ", _byPath.Select(entry => entry.Root))}). "
            + "Allow it in the options, or use an experiment without an artifact location of its own.");
    }
}
