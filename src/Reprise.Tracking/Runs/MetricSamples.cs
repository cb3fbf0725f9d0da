using Reprise.Tracking.Database;

namespace Reprise.Tracking.Runs;

/// <summary>Points of one metric of many runs. Limits and choice are the database's work: what is not answered is not read.</summary>
internal static class MetricSamples
{
    private const string Columns = "m.run_uuid, m.value, m.timestamp, m.step, m.is_nan";

    /// <summary>The first points, by run id, timestamp, step and value.</summary>
    public static List<RunMetric> First(SqlReader reader, IReadOnlyList<string> runIds, string key, int limit) => Read(
        reader,
        $"""
        SELECT {Columns} FROM metrics m WHERE {reader.Dialect.In("m.run_uuid", "@runs")} AND m.key = @key
        ORDER BY {reader.Dialect.ByCode("m.run_uuid")}, m.timestamp, m.step, m.value LIMIT @limit
        """,
        key,
        new { runs = reader.Dialect.List(runIds), key, limit = (long)limit });

    /// <summary>
    /// Points at evenly spaced steps of all runs together, and at the first and last step of each; by run id, step, timestamp and value. At most
    /// <see cref="MetricSampling.MaxSteps"/> points of a run.
    /// </summary>
    public static List<RunMetric> Spread(SqlReader reader, MetricSampling sampling) => Read(
        reader,
        $"""
        WITH points AS (
            SELECT m.run_uuid, m.value, m.timestamp, m.step, m.is_nan FROM metrics m
            WHERE {reader.Dialect.In("m.run_uuid", "@runs")} AND m.key = @key AND m.step >= @start AND m.step <= @end),
        steps AS (SELECT DISTINCT step FROM points),
        numbered AS (SELECT step, row_number() OVER (ORDER BY step) - 1 AS place, count(*) OVER () AS total FROM steps),
        kept AS (
            SELECT step FROM numbered WHERE place % ((total + @most - 1) / @most) = 0 OR place = total - 1
            UNION SELECT min(step) FROM points GROUP BY run_uuid
            UNION SELECT max(step) FROM points GROUP BY run_uuid),
        ranked AS (
            SELECT p.run_uuid, p.value, p.timestamp, p.step, p.is_nan,
                   row_number() OVER (PARTITION BY p.run_uuid ORDER BY p.step, p.timestamp, p.value) AS place
            FROM points p WHERE p.step IN (SELECT step FROM kept))
        SELECT {Columns} FROM ranked m WHERE m.place <= {MetricSampling.MaxSteps}
        ORDER BY {reader.Dialect.ByCode("m.run_uuid")}, m.place
        """,
        sampling.Key,
        new
        {
            runs = reader.Dialect.List(sampling.RunIds),
            key = sampling.Key,
            start = sampling.StartStep ?? long.MinValue,
            end = sampling.EndStep ?? long.MaxValue,
            most = (long)sampling.Steps,
        });

    private static List<RunMetric> Read(SqlReader reader, string sql, string key, object values)
    {
        using var rows = reader.Rows(sql, values);
        var points = new List<RunMetric>();
        while (rows.Read())
        {
            var value = rows.GetBoolean(4) ? double.NaN : rows.GetDouble(1);
            points.Add(new RunMetric(rows.GetString(0), new Metric(key, value, rows.GetInt64(2), rows.GetInt64(3))));
        }

        return points;
    }
}
