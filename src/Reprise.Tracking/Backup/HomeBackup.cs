using System.Formats.Tar;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Tracking.Client;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Backup;

/// <summary>
/// Saves a home in one file while others write to it. The database is saved first, as it stood at one moment; then the artifacts, which appear whole and are
/// there before a run says that it is finished: every run that the saved database calls finished has its files in the backup.
/// </summary>
public static class HomeBackup
{
    /// <summary>Saves the home. The file appears under its name whole or not at all. O(bytes of the home) time, constant memory beside the list of files.</summary>
    /// <param name="home">The home folder; may be in use.</param>
    /// <param name="file">The file to write, not in the home; it must not exist. Only its owner may read it: keys are in it.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="RepriseException">There is no home, the file exists or cannot be written, or the database is damaged.</exception>
    public static async Task<BackupReport> WriteAsync(string home, string file, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(home);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        (home, file) = (RealPath.Of(home), Path.GetFullPath(file));
        var database = Path.Combine(home, LocalTrackingClient.DatabaseFile);
        RequirePlaces(home, database, file);

        var snapshot = Path.Combine(Directory.CreateDirectory(Path.Combine(home, "tmp")).FullName, AtomicFile.TemporaryName());
        try
        {
            var createdAt = (time ?? TimeProvider.System).GetUtcNow();
            Snapshot(database, snapshot, cancellationToken);
            var leftOut = new List<string>();
            var saved = new List<BackupFile>();
            await AtomicFile.WriteAsync(
                file,
                async (stream, stop) =>
                {
                    Protect(stream);
                    var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
                    await using (writer.ConfigureAwait(false))
                    {
                        saved.Add((await AddAsync(writer, LocalTrackingClient.DatabaseFile, snapshot, createdAt, stop).ConfigureAwait(false))!);
                        foreach (var (path, source) in HomeFiles.Of(home, leftOut))
                        {
                            if (await AddAsync(writer, path, source, null, stop).ConfigureAwait(false) is { } added)
                            {
                                saved.Add(added);
                            }
                        }

                        await AddManifestAsync(writer, new BackupManifest(BackupArchive.Format, createdAt.ToUnixTimeMilliseconds(), saved), stop).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
            return new BackupReport(file, new FileInfo(file).Length, saved.Count, leftOut);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, database);
        }
        finally
        {
            File.Delete(snapshot);
        }
    }

    private static void RequirePlaces(string home, string database, string file)
    {
        if (!File.Exists(database))
        {
            throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                $"There is no Reprise home in '{home}' (no {LocalTrackingClient.DatabaseFile}). Name the home to save. "
                + "One whose database is in PostgreSQL is saved by pg_dump and a copy of its artifacts.");
        }

        if (Path.Exists(file))
        {
            throw new RepriseException(ErrorCode.ResourceAlreadyExists, $"'{file}' exists, and a backup never replaces another. Choose a new name, or delete it first.");
        }

        var folder = Path.GetDirectoryName(file)!;
        if ((RealPath.Of(folder) + Path.DirectorySeparatorChar).StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{file}' lies in the home that is to be saved. Choose a file elsewhere, best on another disk.");
        }
    }

    private static void Snapshot(string database, string snapshot, CancellationToken cancellationToken)
    {
        using (var source = SqliteConnections.Open(database, SqliteOpenMode.ReadWrite))
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = snapshot, Pooling = false }.ToString()))
        {
            copy.Open();
            source.BackupDatabase(copy);   // one read transaction: writers go on, and none of what they write is in it
            cancellationToken.ThrowIfCancellationRequested();
            if (copy.ExecuteScalar<string>("PRAGMA quick_check(1)") is var found && found != "ok")
            {
                throw new RepriseException(ErrorCode.DataLoss, $"The database '{database}' is damaged ({found}). Nothing was saved; keep the backups there are.");
            }
        }

        Protect(snapshot);
    }

    // Null for a file that was deleted meanwhile.
    private static async Task<BackupFile?> AddAsync(TarWriter writer, string path, string source, DateTimeOffset? modified, CancellationToken cancellationToken)
    {
        FileStream content;
        try
        {
            content = new FileStream(
                source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            var reader = new HashingReader(content, content.Length);
            await using (reader.ConfigureAwait(false))
            {
                await writer.WriteEntryAsync(Entry(path, reader, modified ?? new DateTimeOffset(File.GetLastWriteTimeUtc(content.SafeFileHandle), TimeSpan.Zero)), cancellationToken).ConfigureAwait(false);
                return new BackupFile(path, reader.Length, reader.Finish());
            }
        }
    }

    private static async Task AddManifestAsync(TarWriter writer, BackupManifest manifest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
        var modified = DateTimeOffset.FromUnixTimeMilliseconds(manifest.CreatedAt);
        await writer.WriteEntryAsync(Entry(BackupArchive.ManifestName, content, modified), cancellationToken).ConfigureAwait(false);
    }

    private static PaxTarEntry Entry(string path, Stream content, DateTimeOffset modified) => new(TarEntryType.RegularFile, path)
    {
        DataStream = content,
        ModificationTime = modified,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    private static void Protect(Stream stream)
    {
        if (!OperatingSystem.IsWindows() && stream is FileStream file)
        {
            File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}

/// <summary>What was saved.</summary>
/// <param name="File">The file written.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Files">Files in it, the database included.</param>
/// <param name="LeftOut">What could not be saved and why, a line each; empty for a whole backup.</param>
public sealed record BackupReport(string File, long Bytes, int Files, IReadOnlyList<string> LeftOut);
