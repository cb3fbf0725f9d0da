using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Database;
using Reprise.Tracking.Operations;
using SQLitePCL;

namespace Reprise.Tracking.Sqlite;

/// <summary>
/// One database file: any number of readers (at most <see cref="MaxReaders"/> at a time, each sees one consistent state) and one writer.
/// Safe to share between threads; several processes may have the same file open.
/// </summary>
internal sealed class SqliteDatabase : TrackingDatabase
{
    /// <summary>Reads that run at the same time; more wait.</summary>
    public const int MaxReaders = 8;

    private readonly string _path;
    private readonly WriteQueue _writes;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SemaphoreSlim _readers = new(MaxReaders);
    private int _disposed;

    private SqliteDatabase(string path, WriteQueue writes)
    {
        _path = path;
        _writes = writes;
    }

    public override SqlDialect Dialect => SqliteDialect.Instance;

    public override StoreMeter Meter => _writes.Meter;

    /// <summary>Opens the file, creating it and MLflow's tables when they are not there.</summary>
    public static SqliteDatabase Open(string path, TimeProvider time, string artifactRoot = ArtifactUri.OwnRoot)
    {
        try
        {
            var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadWriteCreate);
            try
            {
                SqliteConnections.UseWriteAheadLog(connection);
                var writer = new SqliteWriter(connection);
                SqliteSchema.Ensure(connection, writer, time.GetUtcNow().ToUnixTimeMilliseconds(), artifactRoot);
                connection.Execute("PRAGMA busy_timeout = 0");   // from here on the writer waits by itself
                return new SqliteDatabase(path, new WriteQueue(writer));
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, path);
        }
    }

    public override async Task<T> ReadAsync<T>(Func<SqlReader, T> work, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteConnection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : SqliteConnections.Open(_path, SqliteOpenMode.ReadWrite);
            T result;
            using (cancellationToken.Register(static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle))
            {
                connection.Execute("BEGIN DEFERRED");
                result = work(new SqlReader(connection, Dialect));
                connection.Execute("COMMIT TRANSACTION");
            }

            _idle.Add(connection);
            connection = null;
            return result;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, _path);
        }
        finally
        {
            // A connection whose read failed is not used again.
            connection?.Dispose();
            _readers.Release();
        }
    }

    public override Task<T> WriteAsync<T>(Func<SqlWriter, T> work, CancellationToken cancellationToken) => _writes.RunAsync(work, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writes.DisposeAsync().ConfigureAwait(false);
        for (var i = 0; i < MaxReaders; i++)
        {
            await _readers.WaitAsync().ConfigureAwait(false);
        }

        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _readers.Dispose();
    }
}
