using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Backup;

/// <summary>The files of a home that a backup holds beside the database: everything but caches, work in progress and links that lead out.</summary>
internal static class HomeFiles
{
    private static readonly HashSet<string> LeftAside = new(StringComparer.Ordinal)
    {
        "cache", "tmp", LocalTrackingClient.DatabaseFile, LocalTrackingClient.DatabaseFile + "-wal", LocalTrackingClient.DatabaseFile + "-shm",
        LocalTrackingClient.DatabaseFile + "-journal",
    };

    /// <summary>Path in the archive and on disk, ordered by the first; what cannot be saved goes to <paramref name="leftOut"/> with the reason.</summary>
    public static IEnumerable<(string Path, string File)> Of(string home, List<string> leftOut)
    {
        var files = new List<(string, string)>();
        foreach (var child in new DirectoryInfo(home).EnumerateFileSystemInfos())
        {
            if (LeftAside.Contains(child.Name))
            {
                continue;
            }

            // A folder of the home itself may be a link to another volume; links further down must stay in it.
            var real = RealPath.Of(child.FullName);
            Collect(child.Name, real, Directory.Exists(real) ? real : home, files, leftOut);
        }

        return files.OrderBy(entry => entry.Item1, StringComparer.Ordinal);
    }

    private static void Collect(string path, string file, string root, List<(string, string)> files, List<string> leftOut)
    {
        if (AtomicFile.IsTemporary(file))
        {
            return;
        }

        if (!BackupArchive.IsSafe(path))
        {
            leftOut.Add($"'{path}': its name cannot be restored everywhere.");
        }
        else if (Directory.Exists(file))
        {
            try
            {
                foreach (var child in new DirectoryInfo(file).EnumerateFileSystemInfos())
                {
                    Child($"{path}/{child.Name}", child, root, files, leftOut);
                }
            }
            catch (DirectoryNotFoundException)
            {
                // Deleted meanwhile.
            }
        }
        else
        {
            files.Add((path, file));
        }
    }

    private static void Child(string path, FileSystemInfo child, string root, List<(string, string)> files, List<string> leftOut)
    {
        if (child.LinkTarget is null)
        {
            Collect(path, child.FullName, root, files, leftOut);
            return;
        }

        if (BackupArchive.IsSafe(path) && TargetOf(child) is { } target && target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            files.Add((path, target));
        }
        else
        {
            leftOut.Add($"'{path}': a link to a folder, to nothing, or out of the home.");
        }
    }

    private static string? TargetOf(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } file ? RealPath.Of(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or RepriseException)
        {
            return null;   // a circle, or a link to nothing on the way
        }
    }
}
