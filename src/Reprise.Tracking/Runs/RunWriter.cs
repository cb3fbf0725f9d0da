using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>Writes what is logged on a run; the caller has checked run and values.</summary>
internal static class RunWriter
{
    /// <summary>Stores points once, and keeps the latest of each key: the greatest step, then timestamp, then value, NaN counting as 0.</summary>
    public static void PutMetrics(SqlWriter writer, string runId, IReadOnlyList<Metric> metrics)
    {
        var rows = metrics.Select(metric => new object?[]
        {
            metric.Key, Stored(metric), metric.Timestamp, runId, metric.Step, double.IsNaN(metric.Value),
        }).ToList();
        writer.ExecuteAll(
            "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", rows);
        writer.ExecuteAll(
            """
            INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (key, run_uuid) DO UPDATE
            SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
            WHERE (excluded.step, excluded.timestamp, excluded.value) > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)
            """,
            rows);
        foreach (var metric in metrics.Where(metric => metric.ModelId is not null))
        {
            PutModelMetric(writer, runId, metric);
        }
    }

    /// <summary>Stores parameters that are new; the changed ones are returned with the value they have.</summary>
    public static List<(Param Wanted, string Logged)> PutParams(SqlWriter writer, string runId, IReadOnlyList<Param> parameters)
    {
        List<(Param, string)> changed = [];
        var inserted = writer.ExecuteAll(
            "INSERT INTO params (key, value, run_uuid) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.. parameters.Select(param => new object?[] { param.Key, param.Value, runId })]);
        for (var i = 0; i < inserted.Length; i++)
        {
            var param = parameters[i];
            if (inserted[i] == 0
                && writer.Scalar<string>("SELECT value FROM params WHERE key = $1 AND run_uuid = $2", param.Key, runId) is { } logged
                && logged != param.Value)
            {
                changed.Add((param, logged));
            }
        }

        return changed;
    }

    /// <summary>Sets a tag; the one that carries the name renames the run.</summary>
    public static void PutTag(SqlWriter writer, string runId, Tag tag)
    {
        writer.Execute(
            "INSERT INTO tags (key, value, run_uuid) VALUES ($1, $2, $3) ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value",
            tag.Key, tag.Value, runId);
        if (tag.Key == RunRules.NameTag)
        {
            writer.Execute("UPDATE runs SET name = $2 WHERE run_uuid = $1", runId, tag.Value);
        }
    }

    private static void PutModelMetric(SqlWriter writer, string runId, Metric metric)
    {
        var stored = writer.Execute(
            """
            INSERT INTO logged_model_metrics (model_id, metric_name, metric_timestamp_ms, metric_step, metric_value, experiment_id, run_id,
                                              dataset_uuid, dataset_name, dataset_digest)
            SELECT m.model_id, $2, $3, $4, $5, m.experiment_id, $6,
                   (SELECT d.dataset_uuid FROM datasets d WHERE d.experiment_id = m.experiment_id AND d.name = $7 AND d.digest = $8), $7, $8
            FROM logged_models m WHERE m.model_id = $1 AND m.lifecycle_stage <> 'deleted'
            ON CONFLICT (model_id, metric_name, metric_timestamp_ms, metric_step, run_id) DO UPDATE SET metric_value = excluded.metric_value
            """,
            metric.ModelId, metric.Key, metric.Timestamp, metric.Step, Stored(metric), runId, metric.DatasetName, metric.DatasetDigest);
        if (stored == 0)
        {
            throw Invalid.NotFound($"Logged model with ID '{metric.ModelId}' not found.");
        }
    }
    private static double Stored(Metric metric) => double.IsNaN(metric.Value) ? 0.0 : metric.Value;
}
