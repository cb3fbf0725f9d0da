using Reprise.Tracking.Database;

namespace Reprise.Tracking.Runs;

/// <summary>Reads runs with everything on them: a fixed number of queries for any number of runs.</summary>
internal static class RunReader
{
    /// <summary>The runs of rows, in their order.</summary>
    public static List<Run> Load(SqlReader reader, IReadOnlyList<RunRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var runIds = reader.Dialect.List(rows.Select(row => row.Id));
        var metrics = Metrics(reader, runIds);
        var parameters = Texts(reader, "params", runIds, static (key, value) => new Param(key, value));
        var tags = Texts(reader, "tags", runIds, static (key, value) => new Tag(key, value));
        var datasets = RunInputs.Datasets(reader, runIds);
        var modelInputs = RunInputs.Models(reader, runIds, "INPUT");
        var modelOutputs = RunInputs.Models(reader, runIds, "OUTPUT");
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
    public static List<Metric> History(SqlReader reader, string runId, string key, long offset, long limit)
    {
        using var rows = reader.Rows(
            """
            SELECT value, timestamp, step, is_nan FROM metrics WHERE run_uuid = @runId AND key = @key
            ORDER BY timestamp, step, value LIMIT @limit OFFSET @offset
            """,
            new { runId, key, limit, offset });
        var points = new List<Metric>();
        while (rows.Read())
        {
            points.Add(new Metric(key, rows.GetBoolean(3) ? double.NaN : rows.GetDouble(0), rows.GetInt64(1), rows.GetInt64(2)));
        }

        return points;
    }

    // Row ids ascend in the order of logging, which is the order MLflow answers in; the index on run_uuid delivers it without a sort.
    private static Dictionary<string, List<Metric>> Metrics(SqlReader reader, SqlList runIds)
    {
        using var rows = reader.Rows(
            $"""
            SELECT run_uuid, key, value, timestamp, step, is_nan FROM latest_metrics
            WHERE {reader.Dialect.In("run_uuid", "@runIds")} ORDER BY run_uuid, {reader.Dialect.AsInserted("latest_metrics")}
            """,
            new { runIds });
        var found = new Dictionary<string, List<Metric>>(StringComparer.Ordinal);
        while (rows.Read())
        {
            ListOf(found, rows.GetString(0)).Add(new Metric(
                rows.GetString(1),
                rows.GetBoolean(5) ? double.NaN : rows.GetDouble(2),
                rows.IsDBNull(3) ? 0 : rows.GetInt64(3),
                rows.GetInt64(4)));
        }

        return found;
    }

    private static Dictionary<string, List<T>> Texts<T>(SqlReader reader, string table, SqlList runIds, Func<string, string, T> create)
    {
        using var rows = reader.Rows(
            $"SELECT run_uuid, key, value FROM {table} WHERE {reader.Dialect.In("run_uuid", "@runIds")} ORDER BY run_uuid, {reader.Dialect.AsInserted(table)}",
            new { runIds });
        var found = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        while (rows.Read())
        {
            ListOf(found, rows.GetString(0)).Add(create(rows.GetString(1), rows.IsDBNull(2) ? "" : rows.GetString(2)));
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
