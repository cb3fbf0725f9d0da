using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Storage.Local;

namespace Reprise.Tracking.Backup;

/// <summary>Makes a home from a backup.</summary>
public static class HomeRestore
{
    private const string StagingPrefix = ".reprise-tmp-restore-";

    /// <summary>Reads a backup to its end and holds every file against the hash that was saved with it. Writes nothing.</summary>
    /// <returns>What is in it.</returns>
    /// <exception cref="RepriseException">It is damaged, cut off, or no backup; every file that disagrees is named.</exception>
    public static Task<BackupManifest> VerifyAsync(string file, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        return BackupArchive.ReadAsync(file, (entry, content, stop) => CopyAsync(entry, content, Stream.Null, stop), cancellationToken);
    }

    /// <summary>
    /// Makes the home: verifies the backup as <see cref="VerifyAsync"/> does, writes its files beside the home under a hidden name, flushes them, and renames the
    /// folder. The home is there whole or not at all, also after a power cut.
    /// </summary>
    /// <param name="file">The backup.</param>
    /// <param name="home">The home to make; must not exist.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="RepriseException">The home exists, cannot be written, or the backup is not whole.</exception>
    public static async Task<BackupManifest> RestoreAsync(string file, string home, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentException.ThrowIfNullOrWhiteSpace(home);
        home = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));
        RequireFree(home);
        await VerifyAsync(file, cancellationToken).ConfigureAwait(false);

        var parent = Path.GetDirectoryName(home) ?? throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{home}' is no folder that can be made.");
        var staging = Path.Combine(parent, StagingPrefix + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(parent);
            DeleteLeftovers(parent);
            CreatePrivate(staging);
            var manifest = await BackupArchive.ReadAsync(file, (entry, content, stop) => WriteAsync(staging, entry, content, stop), cancellationToken).ConfigureAwait(false);
            RequireFree(home);
            Directory.Move(staging, home);
            return manifest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"The home '{home}' cannot be made: {exception.Message} Nothing was restored.", exception);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static void RequireFree(string home)
    {
        if (Path.Exists(home))
        {
            throw new RepriseException(
                ErrorCode.ResourceAlreadyExists, $"'{home}' exists, and a backup is restored into a new home only. Choose another folder, or move this one away.");
        }
    }

    // What killed restores left here a day ago or earlier.
    private static void DeleteLeftovers(string parent)
    {
        foreach (var left in new DirectoryInfo(parent).EnumerateDirectories(StagingPrefix + "*"))
        {
            if (TimeProvider.System.GetUtcNow().UtcDateTime - left.LastWriteTimeUtc > Leftovers.Age)
            {
                left.Delete(recursive: true);
            }
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<string> WriteAsync(string folder, BackupFile entry, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, entry.Path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
        {
            var hash = await CopyAsync(entry, content, file, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            return hash;
        }
    }

    private static async Task<string> CopyAsync(BackupFile entry, Stream content, Stream target, CancellationToken cancellationToken)
    {
        var reader = new HashingReader(content, entry.Size);
        await using (reader.ConfigureAwait(false))
        {
            try
            {
                await reader.CopyToAsync(target, 1 << 16, cancellationToken).ConfigureAwait(false);
                return reader.Finish();
            }
            catch (EndOfStreamException exception)
            {
                throw new InvalidDataException($"'{entry.Path}' ends early", exception);
            }
        }
    }
}
