using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reprise.Tracking.Sqlite;

/// <summary>
/// One database file: any number of readers (at most <see cref="MaxReaders"/> at a time, each sees one consistent state) and one writer.
/// Safe to share between threads; several processes may have the same file open.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
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

    /// <summary>Opens the file, creating it and MLflow's tables when they are not there.</summary>
    public static SqliteDatabase Open(string path, TimeProvider time)
    {
        try
        {
            var connection = SqliteConnections.Open(path, SqliteOpenMode.ReadWriteCreate);
            try
            {
                SqliteConnections.UseWriteAheadLog(connection);
                SqliteSchema.Ensure(connection, time.GetUtcNow().ToUnixTimeMilliseconds());
                connection.Execute("PRAGMA busy_timeout = 0");   // from here on the writer waits by itself
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            return new SqliteDatabase(path, new WriteQueue(new SqliteWriter(connection)));
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, path);
        }
    }

    /// <summary>Reads in one snapshot.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
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
                result = work(connection);
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

    /// <summary>Writes atomically; when the task ends well the change is on disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteWriter, T> work, CancellationToken cancellationToken) => _writes.RunAsync(work, cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteWriter> work, CancellationToken cancellationToken) => _writes.RunAsync(
        writer =>
        {
            work(writer);
            return 0;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
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
