using System.Runtime.CompilerServices;
using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Storage.Local;

/// <summary>Objects as files below a folder. Links are followed as long as they stay below it.</summary>
public sealed partial class LocalObjectStore : IObjectStore
{
    private const string StagingName = ".reprise-tmp-staging";
    private readonly string _root;
    private readonly string _staging;
    private readonly LocalSums _sums;
    private readonly LocalUploads _uploads;

    private LocalObjectStore(string root, TimeProvider time)
    {
        _root = root;
        _staging = Path.Combine(root, StagingName);
        _sums = new LocalSums(root);
        _uploads = new LocalUploads(_staging, time);
    }

    /// <summary>Opens a folder as a store, creating it when it is not there. Old leftovers of killed processes are deleted.</summary>
    public static LocalObjectStore Open(string folder, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        var store = new LocalObjectStore(RealPath.Of(folder), time ?? TimeProvider.System);
        Leftovers.Delete(store._staging, time ?? TimeProvider.System);
        return store;
    }

    /// <inheritdoc/>
    public Task<ObjectEntry?> FindAsync(ObjectKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult(LocalErrors.Translate("look up", key, () => Entry(key, ConfinedPath.Resolve(_root, key))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectEntry>> ListFolderAsync(ObjectKey folder, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ObjectEntry>>([.. Children(folder).OrderBy(entry => entry.Key.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectEntry> ListAsync(ObjectKey folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var entry in Children(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!entry.IsFolder)
            {
                yield return entry;
                continue;
            }

            await foreach (var below in ListAsync(entry.Key, cancellationToken).ConfigureAwait(false))
            {
                yield return below;
            }
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(ObjectKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(LocalErrors.Translate("read", key, () => Open(key, ConfinedPath.Resolve(_root, key))));

    /// <inheritdoc/>
    public async Task WriteAsync(ObjectKey key, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathForWriting(key);
        using var borrowed = new BorrowedContent(content);
        try
        {
            await AtomicFile.WriteAsync(path, async (file, token) => _sums.Put(await FillAsync(key, borrowed, file, token).ConfigureAwait(false)), _staging, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (IOException exception) when (!borrowed.Failed(exception) && !LocalErrors.IsFull(exception) && IsTaken(path))
        {
            throw NameTaken(key, exception);
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception) && !borrowed.Failed(exception))
        {
            throw LocalErrors.Of("write", key, exception);
        }
    }

    /// <inheritdoc/>
    public async Task WriteFolderAsync(ObjectKey folder, string localFolder, string? last = null, CancellationToken cancellationToken = default)
    {
        var files = LocalFolder.Files(localFolder, last);
        var target = PathForWriting(folder);
        if (Path.Exists(target) || !await TryWriteWholeAsync(folder, files, target, cancellationToken).ConfigureAwait(false))
        {
            foreach (var (key, path) in files)
            {
                await CopyAsync(path, content => WriteAsync(folder.Append(key), content, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken = default)
    {
        if (key.IsRoot)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, "The root of a store cannot be deleted. Name a file or folder in it.");
        }

        var path = ConfinedPath.ResolveEntry(_root, key);
        LocalErrors.Translate("delete", key, () => Delete(path));
        _sums.Delete(key);
        return Task.CompletedTask;
    }

    private string PathForWriting(ObjectKey key) => key.IsRoot
        ? throw new RepriseException(ErrorCode.InvalidParameterValue, "A name is missing: the root of a store is a folder.")
        : ConfinedPath.Resolve(_root, key);

    private static bool IsTaken(string path) => Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(path));

    private static RepriseException NameTaken(ObjectKey key, Exception? cause = null) => new(
        ErrorCode.InvalidParameterValue, $"'{key}' cannot be written: a folder has this name, or a file has the name of a folder on the way.", cause);

    // A file is described before it gets its name: a rename keeps size and time.
    private static async Task<(ObjectEntry Entry, string Sum)> FillAsync(ObjectKey key, BorrowedContent content, Stream file, CancellationToken cancellationToken)
    {
        var sum = await content.CopyToAsync(file, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return (LocalObjectStream.Describe(key, file.Length, File.GetLastWriteTimeUtc(((FileStream)file).SafeFileHandle)), sum);
    }

    // False when somebody else has made the folder meanwhile.
    private async Task<bool> TryWriteWholeAsync(
        ObjectKey folder, IReadOnlyList<(ObjectKey Key, string Path)> files, string target, CancellationToken cancellationToken)
    {
        var staged = Path.Combine(_staging, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(staged);
            var sums = new List<(ObjectEntry Entry, string Sum)>();
            foreach (var (key, path) in files)
            {
                await CopyAsync(path, async content =>
                {
                    using var borrowed = new BorrowedContent(content);
                    await AtomicFile.WriteAsync(
                        Path.Combine(staged, key.Value),
                        async (file, token) => sums.Add(await FillAsync(folder.Append(key), borrowed, file, token).ConfigureAwait(false)),
                        cancellationToken).ConfigureAwait(false);
                }).ConfigureAwait(false);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(staged, target);
            sums.ForEach(_sums.Put);
            return true;
        }
        catch (IOException) when (Directory.Exists(staged) && Directory.Exists(target))
        {
            return false;
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception))
        {
            throw LocalErrors.Of("write", folder, exception);
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }
    }

    private static async Task CopyAsync(string path, Func<Stream, Task> write)
    {
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
        {
            await write(content).ConfigureAwait(false);
        }
    }

    private static bool Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }

            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;   // not there is fine, also when somebody else was quicker
        }
    }

    private LocalObjectStream Open(ObjectKey key, string path)
    {
        try
        {
            return new LocalObjectStream(key, path, _sums);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no file '{key}'.", exception);
        }
    }

    // What has a name no key can have, a temporary or a link that leads out, is not part of the store.
    private List<ObjectEntry> Children(ObjectKey folder) => LocalErrors.Translate("list", folder, () =>
    {
        var directory = new DirectoryInfo(ConfinedPath.Resolve(_root, folder));
        var children = new List<ObjectEntry>();
        foreach (var info in directory.Exists ? directory.EnumerateFileSystemInfos() : [])
        {
            if (ObjectKey.TryParse(info.Name, out var name, out _) && EntryOrNull(folder.Append(name)) is { } entry)
            {
                children.Add(entry);
            }
        }

        return children;
    });

    private ObjectEntry? EntryOrNull(ObjectKey key)
    {
        try
        {
            return Entry(key, ConfinedPath.Resolve(_root, key));
        }
        catch (RepriseException)
        {
            return null;
        }
    }

    private static ObjectEntry? Entry(ObjectKey key, string path)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            return LocalObjectStream.Describe(key, file.Length, file.LastWriteTimeUtc);
        }

        var directory = new DirectoryInfo(path);
        return directory.Exists ? new ObjectEntry(key, IsFolder: true, 0, directory.LastWriteTimeUtc) : null;
    }
}
