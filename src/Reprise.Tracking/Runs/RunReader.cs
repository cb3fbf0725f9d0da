using Dapper;
using Microsoft.Data.Sqlite;
using Reprise.Tracking.Sqlite;

namespace Reprise.Tracking.Runs;

/// <summary>Reads runs with everything on them: a fixed number of queries for any number of runs.</summary>
internal static class RunReader
{
    /// <summary>The runs of rows, in their order.</summary>
    public static List<Run> Load(SqliteConnection connection, IReadOnlyList<RunRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var runIds = SqliteLists.Json(rows.Select(row => row.Id));
        var metrics = Metrics(connection, runIds);
        var parameters = Texts(connection, "params", runIds, static (key, value) => new Param(key, value));
        var tags = Texts(connection, "tags", runIds, static (key, value) => new Tag(key, value));
        var datasets = RunInputs.Datasets(connection, runIds);
        var modelInputs = RunInputs.Models(connection, runIds, "INPUT");
        var modelOutputs = RunInputs.Models(connection, runIds, "OUTPUT");
        return
        [
            .. rows.Select(row => new Run
            {
                Info = row.ToInfo(),
                Metrics = metrics.GetValueOrDefault(row.Id) ?? [],
                Params = parameters.GetValueOrDefault(row.Id) ?? [],
                Tags = tags.GetValueOrDefault(row.Id) ?? [],
                DatasetInputs = [.. datasets[row.Id]],
                ModelInputs = [.. modelInputs[row.Id].Select(model => model.ModelId)],
                ModelOutputs = [.. modelOutputs[row.Id]],
            }),
        ];
    }

    /// <summary>Points of one metric of a run, ordered by timestamp, step, value.</summary>
    public static List<Metric> History(SqliteConnection connection, string runId, string key, long offset, long limit)
    {
        using var reader = connection.ExecuteReader(
            """
            SELECT value, timestamp, step, is_nan FROM metrics WHERE run_uuid = @runId AND key = @key
            ORDER BY timestamp, step, value LIMIT @limit OFFSET @offset
            """,
            new { runId, key, limit, offset });
        var points = new List<Metric>();
        while (reader.Read())
        {
            points.Add(new Metric(key, reader.GetBoolean(3) ? double.NaN : reader.GetDouble(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return points;
    }

    // Row ids ascend in the order of logging, which is the order MLflow answers in; the index on run_uuid delivers it without a sort.
    private static Dictionary<string, List<Metric>> Metrics(SqliteConnection connection, string runIds)
    {
        using var reader = connection.ExecuteReader(
            $"""
            SELECT run_uuid, key, value, timestamp, step, is_nan FROM latest_metrics
            WHERE run_uuid IN ({SqliteLists.Of("runIds")}) ORDER BY run_uuid, rowid
            """,
            new { runIds });
        var found = new Dictionary<string, List<Metric>>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ListOf(found, reader.GetString(0)).Add(new Metric(
                reader.GetString(1),
                reader.GetBoolean(5) ? double.NaN : reader.GetDouble(2),
                reader.IsDBNull(3) ? 0 : reader.GetInt64(3),
                reader.GetInt64(4)));
        }

        return found;
    }

    private static Dictionary<string, List<T>> Texts<T>(SqliteConnection connection, string table, string runIds, Func<string, string, T> create)
    {
        using var reader = connection.ExecuteReader(
            $"SELECT run_uuid, key, value FROM {table} WHERE run_uuid IN ({SqliteLists.Of("runIds")}) ORDER BY run_uuid, rowid", new { runIds });
        var found = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        while (reader.Read())
        {
            ListOf(found, reader.GetString(0)).Add(create(reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2)));
        }

        return found;
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> found, string runId)
    {
        if (!found.TryGetValue(runId, out var list))
        {
            found.Add(runId, list = []);
        }

        return list;
    }
}
