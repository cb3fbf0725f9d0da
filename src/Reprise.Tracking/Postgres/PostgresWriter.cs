using Npgsql;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Postgres;

/// <summary>The statements of one write. The driver prepares those that come again and sends many in one go.</summary>
internal sealed class PostgresWriter(NpgsqlConnection connection) : SqlWriter(connection, PostgresDialect.Instance)
{
    /// <summary>Statements on their way at once: bounds the memory of a large batch.</summary>
    private const int MaxBatch = 1000;

    private readonly NpgsqlConnection _connection = connection;

    public override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public override int[] ExecuteAll(string sql, IReadOnlyList<object?[]> values)
    {
        var changed = new int[values.Count];
        for (var first = 0; first < changed.Length; first += MaxBatch)
        {
            using var batch = new NpgsqlBatch(_connection);
            foreach (var row in values.Skip(first).Take(MaxBatch))
            {
                var command = new NpgsqlBatchCommand(sql);
                Bind(command.Parameters, row);
                batch.BatchCommands.Add(command);
            }

            batch.ExecuteNonQuery();
            for (var i = 0; i < batch.BatchCommands.Count; i++)
            {
                changed[first + i] = batch.BatchCommands[i].RecordsAffected;
            }
        }

        return changed;
    }

    protected override object? ScalarOf(string sql, ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        Bind(command.Parameters, values);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }
}
