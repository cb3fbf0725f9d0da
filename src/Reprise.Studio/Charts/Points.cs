using Reprise.Tracking.Runs;

namespace Reprise.Studio.Charts;

/// <summary>Makes a long history short enough to draw without losing its shape.</summary>
internal static class Points
{
    /// <summary>Points a line keeps at most.</summary>
    public const int Limit = 2000;

    /// <summary>
    /// Step, value and time of each point by step; of more than <see cref="Limit"/> the lowest and highest of each of equally many
    /// neighbours, and the first and the last. Values that are no finite number are left out.
    /// </summary>
    public static IReadOnlyList<double[]> Thin(IReadOnlyList<Metric> history)
    {
        var points = history
            .Where(metric => double.IsFinite(metric.Value) && Math.Abs(metric.Value) < double.MaxValue)
            .OrderBy(metric => metric.Step).ThenBy(metric => metric.Timestamp)
            .Select(metric => new[] { metric.Step, metric.Value, metric.Timestamp })
            .ToList();
        if (points.Count <= Limit)
        {
            return points;
        }

        const int Buckets = (Limit - 2) / 2;
        var kept = new List<double[]> { points[0] };
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var from = 1 + (int)((long)bucket * (points.Count - 2) / Buckets);
            var to = 1 + (int)((long)(bucket + 1) * (points.Count - 2) / Buckets);
            var (low, high) = (from, from);
            for (var i = from; i < to; i++)
            {
                low = points[i][1] < points[low][1] ? i : low;
                high = points[i][1] > points[high][1] ? i : high;
            }

            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
            {
                kept.Add(points[Math.Max(low, high)]);
            }
        }

        kept.Add(points[^1]);
        return kept;
    }
}
