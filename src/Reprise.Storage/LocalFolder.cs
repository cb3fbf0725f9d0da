using Reprise.Core.Errors;

namespace Reprise.Storage;

/// <summary>Files of a local folder that are about to be stored.</summary>
public static class LocalFolder
{
    /// <summary>Every file below, with its key, ordered by key (ordinal); the one called <paramref name="last"/> comes at the end.</summary>
    /// <exception cref="RepriseException">The folder is not there, holds a link to a folder, or a name that no store takes.</exception>
    public static IReadOnlyList<(ObjectKey Key, string Path)> Files(string folder, string? last = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no folder '{folder}'.");
        }

        var files = new List<(ObjectKey Key, string Path)>();
        Collect(new DirectoryInfo(folder), default, files);
        return [.. files.OrderBy(file => file.Key.Value == last).ThenBy(file => file.Key.Value, StringComparer.Ordinal)];
    }

    private static void Collect(DirectoryInfo folder, ObjectKey prefix, List<(ObjectKey Key, string Path)> files)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var key = prefix.Append(ObjectKey.Parse(entry.Name));
            if (entry is DirectoryInfo child)
            {
                if (child.LinkTarget is not null)
                {
                    throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{child.FullName}' is a link to a folder. Copy what it points to, or leave it out.");
                }

                Collect(child, key, files);
            }
            else
            {
                files.Add((key, entry.FullName));
            }
        }
    }
}
