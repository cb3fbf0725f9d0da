using System.Collections.Concurrent;
using Reprise.Core.Errors;
using Reprise.Storage;
using Reprise.Storage.Local;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Artifacts;

/// <summary>Which store holds what lies under an artifact root URI. Places nobody allowed are refused: anyone who may log can name any place.</summary>
internal sealed class ArtifactRoots : IDisposable
{
    private const int MostBuckets = 32;
    private readonly IObjectStore? _own;
    private readonly List<(string Place, ObjectKey Below, IObjectStore Store)> _allowed = [];
    private readonly ConcurrentDictionary<string, IObjectStore> _buckets = new(StringComparer.Ordinal);
    private readonly bool _anyBucket;
    private readonly TimeProvider _time;

    private ArtifactRoots(bool anyBucket, TimeProvider time, IObjectStore? own)
    {
        _anyBucket = anyBucket;
        _time = time;
        _own = own;
    }

    /// <summary>Roots of a process that keeps artifacts for others.</summary>
    /// <param name="destination">The folder or bucket behind <c>mlflow-artifacts:/</c>.</param>
    /// <param name="allowed">Further folders and buckets that artifact roots may name.</param>
    /// <param name="time">The clock.</param>
    public static ArtifactRoots Of(string destination, IEnumerable<string> allowed, TimeProvider time)
    {
        var own = ObjectStores.Open(destination, time);
        var roots = new ArtifactRoots(anyBucket: false, time, own);
        roots.Allow(destination, own);
        foreach (var place in allowed)
        {
            roots.Allow(place, ObjectStores.Open(place, time));
        }

        return roots;
    }

    /// <summary>Roots of a client: every bucket that its own credentials open, and nothing else.</summary>
    public static ArtifactRoots OfCaller(TimeProvider time) => new(anyBucket: true, time, own: null);

    /// <summary>The store and the path in it.</summary>
    /// <exception cref="RepriseException">The root lies outside what may be touched, or nobody here can read it.</exception>
    public (IObjectStore Store, ObjectKey Path) Locate(string rootUri)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootUri);
        switch (ArtifactUri.Scheme(rootUri))
        {
            case "mlflow-artifacts" when _own is not null:
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
            case var _ when ObjectStores.IsRemote(rootUri):
                return LocateObject(rootUri);
            default:
                throw new RepriseException(
                    ErrorCode.NotImplemented,
                    $"Artifacts under '{rootUri}' are recorded, and this version cannot read or write them: it knows mlflow-artifacts:, folders, s3: and wasbs:.");
        }
    }

    /// <summary>Looks for something in every remote store, so that a missing bucket or a wrong key is heard of at the start.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _allowed.Select(root => root.Store).Where(store => store is not LocalObjectStore))
        {
            await store.ListFolderAsync(ObjectKey.Parse("reprise-check"), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        foreach (var store in _allowed.Select(root => root.Store).Concat(_buckets.Values).OfType<IDisposable>())
        {
            store.Dispose();
        }
    }

    private void Allow(string place, IObjectStore store)
    {
        if (ObjectStores.IsRemote(place))
        {
            var (bucket, below) = ObjectStores.Split(place);
            _allowed.Add((bucket, below, store));
        }
        else
        {
            _allowed.Add((Path.TrimEndingDirectorySeparator(Path.GetFullPath(ArtifactUri.LocalPath(place) ?? place)), default, store));
        }
    }

    private (IObjectStore Store, ObjectKey Path) LocatePath(string rootUri, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid.Parameter($"The artifact root '{rootUri}' holds a null character: no folder has that name.");
        }

        var full = Path.GetFullPath(path);
        foreach (var (root, _, store) in _allowed)
        {
            if (full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return (store, ObjectKey.Parse(full[root.Length..].TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/')));
            }
        }

        throw Outside(rootUri);
    }

    private (IObjectStore Store, ObjectKey Path) LocateObject(string rootUri)
    {
        var (bucket, path) = ObjectStores.Split(rootUri);
        foreach (var (place, below, store) in _allowed)
        {
            if (place == bucket && (below.IsRoot || path == below || path.Value.StartsWith(below.Value + "/", StringComparison.Ordinal)))
            {
                return (store, ObjectKey.Parse(path.Value[below.Value.Length..].TrimStart('/')));
            }
        }

        if (!_anyBucket)
        {
            throw Outside(rootUri);
        }

        if (!_buckets.TryGetValue(bucket, out var found))
        {
            if (_buckets.Count >= MostBuckets)
            {
                throw new RepriseException(
                    ErrorCode.RequestLimitExceeded, $"One client reads at most {MostBuckets} buckets; '{bucket}' is one more. Open another client for it.");
            }

            found = _buckets.GetOrAdd(bucket, ObjectStores.Open(bucket, _time));
        }

        return (found, path);
    }

    private RepriseException Outside(string rootUri) => new(
        ErrorCode.PermissionDenied,
        $"The artifact root '{rootUri}' lies outside the places this store may touch ({string.Join(", ", _allowed.Select(root => root.Below.IsRoot ? root.Place : $"{root.Place}/{root.Below}"))}). "
        + "Allow it in the options, or use an experiment without an artifact location of its own.");
}
