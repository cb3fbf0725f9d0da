using Dapper;
using Microsoft.Data.Sqlite;

namespace Reprise.Tracking.Sqlite;

/// <summary>Opens connections to one database file with the settings every one of them needs.</summary>
internal static class SqliteConnections
{
    /// <summary>How long a statement waits for another process's lock.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    // LIKE is case-sensitive in MLflow's grammar; foreign keys are off by default in SQLite; FULL syncs the log at every commit; the log is copied into
    // the file every 4,000 pages (16 MB) instead of 1,000, because metrics of a run spread over many pages that the next run touches again.
    private const string Settings =
        """
        PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA case_sensitive_like = ON;
        PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000;
        """;

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // SQLite itself waits (busy_timeout) in short steps; the provider's own loop sleeps 150 ms a turn, so it gets one second only.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            connection.Execute(Settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Write-ahead logging: readers and the writer do not wait for each other. Stored in the file; another process may be doing the same.</summary>
    public static void UseWriteAheadLog(SqliteConnection connection) =>
        connection.Execute("PRAGMA journal_mode = WAL", commandTimeout: (int)LockTimeout.TotalSeconds);
}
