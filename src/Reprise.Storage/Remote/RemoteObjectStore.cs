using System.Runtime.CompilerServices;
using System.Text;
using Reprise.Core.Errors;

namespace Reprise.Storage.Remote;

/// <summary>
/// Objects of a bucket or container below a prefix, reached over HTTP. Folders are the parts of names before a <c>/</c>. Every message's checksum is
/// verified by the service on the way in; on the way out by <see cref="OpenReadAsync"/> wherever the service keeps one.
/// </summary>
/// <remarks>That a name is not both an object and a folder is checked before each write; two writers at the same moment can break it.</remarks>
public abstract class RemoteObjectStore : IObjectStore, IDisposable
{
    private const int LongestName = 1024;
    private const int FolderWriters = 4;
    private readonly string _prefix;
    private readonly RemoteNames _names;

    private protected RemoteObjectStore(ObjectKey prefix, TransferOptions transfer, TimeProvider time)
    {
        _prefix = prefix.IsRoot ? "" : prefix.Value + "/";
        _names = new RemoteNames(_prefix, HeadAsync, ListPageAsync);
        Transfer = transfer.Validated();
        Time = time;
    }

    private protected TransferOptions Transfer { get; }

    private protected TimeProvider Time { get; }

    /// <inheritdoc/>
    public async Task<ObjectEntry?> FindAsync(ObjectKey key, CancellationToken cancellationToken = default)
    {
        if (!key.IsRoot && await HeadAsync(NameOf(key), cancellationToken).ConfigureAwait(false) is { } found)
        {
            return EntryOf(key, found);
        }

        var isFolder = key.IsRoot || await _names.IsFolderAsync(NameOf(key), cancellationToken).ConfigureAwait(false);
        return isFolder ? FolderOf(key) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ObjectEntry>> ListFolderAsync(ObjectKey folder, CancellationToken cancellationToken = default)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var page in PagesAsync(folder, byFolder: true, cancellationToken).ConfigureAwait(false))
        {
            entries.AddRange(page.Folders.Select(KeyOf).OfType<ObjectKey>().Select(FolderOf));
            entries.AddRange(Entries(page));
        }

        return [.. entries.OrderBy(entry => entry.Key.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(ObjectKey folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in PagesAsync(folder, byFolder: false, cancellationToken).ConfigureAwait(false))
        {
            foreach (var entry in Entries(page))
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(ObjectKey key, CancellationToken cancellationToken = default)
    {
        if (key.IsRoot || await OpenAsync(NameOf(key), cancellationToken).ConfigureAwait(false) is not var (found, body))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no file '{key}'.");
        }

        return new RemoteReadStream(key, found, body, OpenRangeAsync, Transfer, Time);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ObjectKey key, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (key.IsRoot)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, "A name is missing: the root of a store is a folder.");
        }

        var name = NameOf(key);
        await _names.RequireFreeAsync(key, name, cancellationToken).ConfigureAwait(false);
        await new PartedWrite(BeginUpload(name), Transfer).RunAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task WriteFolderAsync(ObjectKey folder, string localFolder, string? last = null, CancellationToken cancellationToken = default)
    {
        var files = LocalFolder.Files(localFolder, last);
        var together = files.Where(file => file.Key.Value != last);
        var options = new ParallelOptions { MaxDegreeOfParallelism = FolderWriters, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(together, options, (file, token) => new ValueTask(WriteFileAsync(folder.Append(file.Key), file.Path, token))).ConfigureAwait(false);
        foreach (var (key, path) in files.Where(file => file.Key.Value == last))
        {
            await WriteFileAsync(folder.Append(key), path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken = default)
    {
        if (key.IsRoot)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, "The root of a store cannot be deleted. Name a file or folder in it.");
        }

        await DeleteNamesAsync([NameOf(key)], cancellationToken).ConfigureAwait(false);
        await foreach (var page in PagesAsync(key, byFolder: false, cancellationToken).ConfigureAwait(false))
        {
            if (page.Objects.Count > 0)
            {
                await DeleteNamesAsync([.. page.Objects.Select(found => found.Name)], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees connections.</summary>
    protected abstract void Dispose(bool disposing);

    private protected abstract Task<RemoteObject?> HeadAsync(string name, CancellationToken cancellationToken);

    private protected abstract Task<(RemoteObject Found, Stream Body)?> OpenAsync(string name, CancellationToken cancellationToken);

    private protected abstract Task<Stream> OpenRangeAsync(RemoteObject remote, long from, CancellationToken cancellationToken);

    private protected abstract Task<RemotePage> ListPageAsync(RemoteQuery query, CancellationToken cancellationToken);

    private protected abstract IRemoteUpload BeginUpload(string name);

    /// <summary>Deletes at most 1000 objects; those that are not there are fine.</summary>
    private protected abstract Task DeleteNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>How long URLs for direct uploads are good.</summary>
    private protected static TimeSpan UrlTime { get; } = TimeSpan.FromHours(1);

    /// <summary>The full name of an object that is about to be uploaded in parts by others.</summary>
    private protected async Task<string> PrepareUploadAsync(ObjectKey key, int parts, CancellationToken cancellationToken)
    {
        if (key.IsRoot || parts is < 1 or > TransferOptions.MaxParts)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                FormattableString.Invariant($"An upload has a name and 1 to {TransferOptions.MaxParts} parts. Got '{key}' and {parts} parts."));
        }

        var name = NameOf(key);
        await _names.RequireFreeAsync(key, name, cancellationToken).ConfigureAwait(false);
        return name;
    }

    /// <summary>The full name of a key.</summary>
    private protected string NameOf(ObjectKey key)
    {
        var name = _prefix + key.Value;
        return Encoding.UTF8.GetByteCount(name) <= LongestName
            ? name
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"Invalid path '{key}': with the store's prefix it is longer than {LongestName} bytes.");
    }

    private async Task WriteFileAsync(ObjectKey key, string path, CancellationToken cancellationToken)
    {
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
        {
            await WriteAsync(key, content, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<RemotePage> PagesAsync(ObjectKey folder, bool byFolder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = folder.IsRoot ? _prefix : NameOf(folder) + "/";
        for (string? token = null; ;)
        {
            var page = await ListPageAsync(new RemoteQuery(prefix, byFolder, token, Transfer.PageSize), cancellationToken).ConfigureAwait(false);
            yield return page;
            if ((token = page.Token) is null)
            {
                yield break;
            }
        }
    }

    // What has a name no key can have is not part of the store; markers that other programs leave for folders end with a slash.
    private IEnumerable<ObjectEntry> Entries(RemotePage page)
    {
        foreach (var found in page.Objects)
        {
            if (!found.Name.EndsWith('/') && KeyOf(found.Name) is { } key)
            {
                yield return EntryOf(key, found);
            }
        }
    }

    private ObjectKey? KeyOf(string name) => ObjectKey.TryParse(name[_prefix.Length..], out var key, out _) && !key.IsRoot ? key : null;

    private static ObjectEntry FolderOf(ObjectKey key) => new(key, IsFolder: true, 0, default);

    private static ObjectEntry EntryOf(ObjectKey key, RemoteObject found) => new(key, IsFolder: false, found.Size, found.ModifiedAt, found.Version);
}
