namespace Reprise.Core.Files;

/// <summary>Writes files so that a reader, or a start after a crash, sees the old content or the whole new one, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside the target under a hidden temporary name, flushes to disk, renames over the target. Creates the folder.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryFor(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken = default) =>
        WriteAsync(path, write, temporaryFolder: null, cancellationToken);

    /// <summary>
    /// As <see cref="WriteAsync(string, Func{Stream, CancellationToken, Task}, CancellationToken)"/>, with the temporary in a folder of its own on the
    /// same volume, so that leftovers of killed processes are found in one place.
    /// </summary>
    public static async Task WriteAsync(
        string path, Func<Stream, CancellationToken, Task> write, string? temporaryFolder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryFor(path, temporaryFolder);
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Whether a name is one of this class's temporaries, left by a killed process; listings skip them, cleaners delete them.</summary>
    public static bool IsTemporary(string path) => Path.GetFileName(path).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A new name that <see cref="IsTemporary"/> knows, for a file that is written in other ways.</summary>
    public static string TemporaryName() => $"{Prefix}{Guid.NewGuid():N}";

    private const string Prefix = ".reprise-tmp-";

    private static string TemporaryFor(string path, string? temporaryFolder = null)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        return Path.Combine(Directory.CreateDirectory(temporaryFolder ?? directory).FullName, TemporaryName());
    }
}
