using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Reprise.Tracking.Sqlite;

/// <summary>The one connection of this process that writes, with its statements kept prepared. Used by one piece of work at a time.</summary>
internal sealed class SqliteWriter(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>For statements that run rarely.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>
    /// Takes the write lock of the file, waiting for other processes. It looks often: SQLite's own wait backs off, and a process that writes without
    /// a pause would keep another out for seconds.
    /// </summary>
    public async Task BeginAsync()
    {
        var began = Stopwatch.GetTimestamp();
        int code;
        while ((code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE")) is raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(began) < SqliteConnections.LockTimeout)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }

        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    /// <summary>Runs a statement with the values of <c>$1</c>, <c>$2</c> …, prepared on first use; returns the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row, or null. Values as in <see cref="Execute"/>.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() is var value and not DBNull ? value : null;

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
            }

            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
