namespace Reprise.Tracking.Sqlite;

/// <summary>The files one SQLite database consists of.</summary>
internal static class SqliteFiles
{
    /// <summary>Bytes of the database and its write-ahead log; 0 for one that is not there.</summary>
    public static long Size(string path) => Length(path) + Length(path + "-wal");

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
