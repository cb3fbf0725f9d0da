using System.Formats.Tar;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Backup;

/// <summary>The layout of a backup: a tar of regular files (pax), paths relative to the home, the database first, the manifest last.</summary>
internal static class BackupArchive
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int Format = 1;

    /// <summary>Name of the last entry.</summary>
    public const string ManifestName = "reprise-backup.json";

    /// <summary>Bytes a manifest may have.</summary>
    public const long MaxManifestBytes = 1L << 30;

    /// <summary>Whether a path may stand in an archive: relative, no <c>.</c>, <c>..</c> or empty part, nothing that another system reads as a separator, no temporary.</summary>
    public static bool IsSafe(string path) =>
        path.Length is > 0 and <= 4096
        && !path.Any(c => c is '\\' || char.IsControl(c))
        && !(path.Length > 1 && path[1] == ':')
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !AtomicFile.IsTemporary(part) && (!OperatingSystem.IsWindows() || IsSafeOnWindows(part)));

    // A colon names a stream beside the file there, and dots and spaces at the end are dropped.
    private static bool IsSafeOnWindows(string part) => !part.Contains(':', StringComparison.Ordinal) && part.TrimEnd('.', ' ').Length == part.Length;

    /// <summary>
    /// Goes through an archive from its first byte to its last, gives each file to <paramref name="visit"/> (which reads it and returns its hash), and holds
    /// what was seen against the manifest.
    /// </summary>
    /// <returns>The manifest, when everything agrees with it.</returns>
    /// <exception cref="RepriseException"><see cref="ErrorCode.DataLoss"/> with every file that disagrees; <see cref="ErrorCode.InvalidParameterValue"/> for what is no backup.</exception>
    public static async Task<BackupManifest> ReadAsync(string file, Func<BackupFile, Stream, CancellationToken, Task<string>> visit, CancellationToken cancellationToken)
    {
        var stream = Open(file);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var reader = new TarReader(stream);
                await using (reader.ConfigureAwait(false))
                {
                    var seen = new List<BackupFile>();
                    var names = new HashSet<string>(RealPath.Comparer);
                    while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                    {
                        RequireFile(file, entry);
                        if (entry.Name == ManifestName)
                        {
                            var manifest = await ManifestAsync(file, entry, cancellationToken).ConfigureAwait(false);
                            return await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is null
                                ? Compare(file, manifest, seen)
                                : throw NoBackup(file, "something follows its manifest");
                        }

                        if (!names.Add(entry.Name))
                        {
                            throw NoBackup(file, $"it holds '{entry.Name}' twice");
                        }

                        var found = new BackupFile(entry.Name, entry.Length, "");
                        seen.Add(found with { Sha256 = await visit(found, entry.DataStream ?? Stream.Null, cancellationToken).ConfigureAwait(false) });
                    }
                }
            }
            catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or JsonException)
            {
                throw NoBackup(file, $"it is damaged or of another kind ({exception.Message})", exception);
            }
        }

        throw NoBackup(file, "it has no manifest at its end: the file was cut off, or is not finished");
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no file '{file}'.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"'{file}' cannot be read: it is a folder, or its rights forbid it.", exception);
        }
    }

    private static void RequireFile(string file, TarEntry entry)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            throw NoBackup(file, $"'{entry.Name}' in it is no regular file but {entry.EntryType}");
        }

        if (!IsSafe(entry.Name))
        {
            throw NoBackup(file, $"the path '{entry.Name}' in it leads out of the home or means another thing elsewhere");
        }
    }

    private static async Task<BackupManifest> ManifestAsync(string file, TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length is 0 or > MaxManifestBytes || entry.DataStream is null)
        {
            throw NoBackup(file, FormattableString.Invariant($"its manifest has {entry.Length} bytes; 1 to {MaxManifestBytes} are read"));
        }

        var manifest = await JsonSerializer.DeserializeAsync(entry.DataStream, BackupJson.Default.BackupManifest, cancellationToken).ConfigureAwait(false);
        return manifest is { Format: Format }
            ? manifest
            : throw NoBackup(file, FormattableString.Invariant($"its format is {manifest?.Format}, this version reads {Format}. Use the version that wrote it"));
    }

    private static BackupManifest Compare(string file, BackupManifest manifest, List<BackupFile> seen)
    {
        var found = seen.ToDictionary(one => one.Path, StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var wanted in manifest.Files)
        {
            if (!found.Remove(wanted.Path, out var one))
            {
                problems.Add($"{file}: '{wanted.Path}' is in the manifest and not in the archive.");
            }
            else if (one.Size != wanted.Size)
            {
                problems.Add(FormattableString.Invariant($"{file}: '{wanted.Path}' has {one.Size} bytes; {wanted.Size} were saved."));
            }
            else if (one.Sha256 != wanted.Sha256)
            {
                problems.Add($"{file}: '{wanted.Path}' has other content than was saved (SHA-256 {one.Sha256}, saved {wanted.Sha256}).");
            }
        }

        problems.AddRange(found.Keys.Order(StringComparer.Ordinal).Select(path => $"{file}: '{path}' is in the archive and not in the manifest."));
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.DataLoss, [.. problems, "Nothing was restored. Use another backup."]);
        }

        return manifest.Files.Any(one => one.Path == LocalTrackingClient.DatabaseFile)
            ? manifest
            : throw NoBackup(file, $"it has no {LocalTrackingClient.DatabaseFile}");
    }

    private static RepriseException NoBackup(string file, string reason, Exception? inner = null) =>
        new(ErrorCode.InvalidParameterValue, $"'{file}' cannot be restored: {reason}.", inner);
}
