using System.Globalization;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>What must hold of a run and of what is logged on it.</summary>
internal static class RunRules
{
    /// <summary>The tag that carries a run's name.</summary>
    public const string NameTag = "mlflow.runName";

    private const string ById = $"SELECT {RunRow.Columns} FROM runs r WHERE r.run_uuid = @runId";

    public static RunRow Require(SqlReader reader, string runId, RowLock rowLock = RowLock.None) =>
        reader.Find<RunRow>(ById + reader.Dialect.Lock(rowLock), new { runId }) ?? throw Invalid.NotFound($"Run with id={runId} not found");

    public static RunRow RequireActive(SqlReader reader, string runId, RowLock rowLock)
    {
        var row = Require(reader, runId, rowLock);
        return row.Lifecycle != Lifecycles.Deleted
            ? row
            : throw Invalid.Parameter($"The run {runId} must be in the 'active' state. Current state is deleted.");
    }

    /// <summary>The metric as it is stored: infinite values become the largest finite ones, NaN stays.</summary>
    public static Metric Validate(Metric metric, string path = "")
    {
        EntityKeys.Validate(metric.Key, "Metric name", $"{path}{(path.Length == 0 ? "key" : "name")}");
        if (metric.Timestamp < 0)
        {
            throw Invalid.Parameter(string.Create(
                CultureInfo.InvariantCulture,
                $"Invalid value {metric.Timestamp} for parameter '{path}timestamp' supplied: metric '{metric.Key}' (value={Number(metric.Value)}). Timestamp must be a nonnegative long (64-bit integer) "));
        }

        return double.IsInfinity(metric.Value) ? metric with { Value = metric.Value > 0 ? double.MaxValue : double.MinValue } : metric;
    }

    /// <summary>The parameter as it is stored: long values are cut.</summary>
    public static Param Validate(Param param, string path = "")
    {
        EntityKeys.Validate(param.Key, "Param key", $"{path}key");
        return param with { Value = Text.Truncate(param.Value ?? "", Limits.ParamValue) };
    }

    /// <summary>The tag as it is stored: long values are cut.</summary>
    public static Tag Validate(Tag tag, string path = "")
    {
        EntityKeys.Validate(tag.Key, "Tag key", $"{path}key");
        return tag with { Value = Text.Truncate(tag.Value ?? "", Limits.RunTagValue) };
    }

    /// <summary>Refuses a batch that is too large or says one parameter twice.</summary>
    public static void ValidateBatch(int metrics, IReadOnlyList<Param> parameters, int tags)
    {
        RequireAtMost("metrics", metrics, Limits.BatchMetrics);
        RequireAtMost("params", parameters.Count, Limits.BatchParams);
        RequireAtMost("tags", tags, Limits.BatchTags);
        RequireAtMost("metrics, params, and tags", metrics + parameters.Count + tags, Limits.BatchEntities);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = parameters.Where(param => !seen.Add(param.Key)).Select(param => $"'{param.Key}'").ToList();
        if (twice.Count > 0)
        {
            throw Invalid.Parameter(
                $"Duplicate parameter keys have been submitted: [{string.Join(", ", twice)}]. Please ensure the request contains only one param value per param key.");
        }
    }

    /// <summary>A number as MLflow's messages print it: whole ones with <c>.0</c>.</summary>
    private static string Number(double value) => double.IsInteger(value) && Math.Abs(value) < 1e16
        ? value.ToString("0.0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Refuses more items than a batch may hold.</summary>
    public static void RequireAtMost(string what, int count, int limit)
    {
        if (count > limit)
        {
            throw Invalid.Parameter(string.Create(
                CultureInfo.InvariantCulture,
                $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again."));
        }
    }
}
