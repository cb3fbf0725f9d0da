namespace Reprise.Storage.Local;

/// <summary>Files and folders that killed processes left where work is prepared.</summary>
public static class Leftovers
{
    /// <summary>What was not touched for this long belongs to nobody any more.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(24);

    /// <summary>Deletes the children of a folder that are older than <see cref="Age"/>; those that cannot be deleted stay for the next time.</summary>
    public static void Delete(string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var before = (time.GetUtcNow() - Age).UtcDateTime;
        var directory = new DirectoryInfo(folder);
        foreach (var leftover in directory.Exists ? directory.EnumerateFileSystemInfos() : [])
        {
            if (leftover.LastWriteTimeUtc >= before)
            {
                continue;
            }

            try
            {
                if (leftover is DirectoryInfo { LinkTarget: null } child)
                {
                    child.Delete(recursive: true);
                }
                else
                {
                    leftover.Delete();
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody else is deleting it, or it is not ours.
            }
        }
    }
}
