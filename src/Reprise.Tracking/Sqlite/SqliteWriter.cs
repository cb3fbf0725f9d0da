using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Reprise.Tracking.Database;
using SQLitePCL;

namespace Reprise.Tracking.Sqlite;

/// <summary>The one connection of this process that writes, with its statements kept prepared. Used by one piece of work at a time.</summary>
internal sealed class SqliteWriter(SqliteConnection connection) : SqlWriter(connection, SqliteDialect.Instance), IDisposable
{
    private readonly SqliteConnection _connection = connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>The file.</summary>
    public string Path => _connection.DataSource;

    /// <summary>
    /// Takes the write lock of the file, waiting for other processes. It looks often: SQLite's own wait backs off, and a process that writes without
    /// a pause would keep another out for seconds.
    /// </summary>
    public async Task BeginAsync()
    {
        var began = Stopwatch.GetTimestamp();
        int code;
        while ((code = raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE")) is raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(began) < SqliteConnections.LockTimeout)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }

        SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }

    public override int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    public override int[] ExecuteAll(string sql, IReadOnlyList<object?[]> values)
    {
        var changed = new int[values.Count];
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = Execute(sql, values[i]);
        }

        return changed;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    protected override object? ScalarOf(string sql, ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
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
