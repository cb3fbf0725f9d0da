using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>metrics/…</c></summary>
internal static class MetricEndpoints
{
    private const int MostRuns = 100;
    private const int MostBulkPoints = 25_000;
    private const int MostPointsPerRun = 2500;

    public static void MapMetrics(this TrackingRoutes routes)
    {
        routes.Get<GetMetricHistoryRequest, MetricsResponse>("metrics/get-history", GetHistoryAsync);
        routes.Get<GetMetricHistoryBulkRequest, MetricsResponse>("metrics/get-history-bulk", GetHistoryBulkAsync);
        routes.Get<GetMetricHistoryBulkIntervalRequest, MetricsResponse>("metrics/get-history-bulk-interval", GetHistoryIntervalAsync);
    }

    /// <summary>Without max_results every point, as MLflow documents; its server of 3.6 answers none.</summary>
    private static async Task<MetricsResponse> GetHistoryAsync(GetMetricHistoryRequest request, TrackingCall call)
    {
        var runId = Required.Text(request.RunId.OrNull() ?? request.RunUuid, "run_id");
        var key = Required.Text(request.MetricKey, "metric_key");
        var page = await call.Tracking.Runs.GetMetricHistoryAsync(runId, key, request.MaxResults, request.PageToken.OrNull(), call.Cancellation);
        return new(page.Items.ToWire(MetricMessage.From), page.NextPageToken);
    }

    private static async Task<MetricsResponse> GetHistoryBulkAsync(GetMetricHistoryBulkRequest request, TrackingCall call)
    {
        var runIds = RunIds(request.RunId, "run_id");
        var key = Required.Text(request.MetricKey, "metric_key");
        var left = Math.Min(request.MaxResults ?? MostBulkPoints, MostBulkPoints);
        var points = new List<MetricMessage>();
        foreach (var runId in runIds.Order(StringComparer.Ordinal))
        {
            if (left <= 0)
            {
                break;
            }

            var page = await call.Tracking.Runs.GetMetricHistoryAsync(runId, key, left, cancellationToken: call.Cancellation);
            points.AddRange(page.Items.Select(metric => MetricMessage.From(metric) with { RunId = runId }));
            left -= page.Items.Count;
        }

        return new(points.Count == 0 ? null : points);
    }

    /// <summary>Evenly spaced steps over all runs, and always the first and last step of each.</summary>
    private static async Task<MetricsResponse> GetHistoryIntervalAsync(GetMetricHistoryBulkIntervalRequest request, TrackingCall call)
    {
        var runIds = RunIds(request.RunIds, "run_ids");
        var key = Required.Text(request.MetricKey, "metric_key");
        var most = request.MaxResults ?? MostPointsPerRun;
        if (most is < 1 or > MostPointsPerRun)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"max_results must be between 1 and {MostPointsPerRun}. Got {most}."));
        }

        if (request.StartStep is null != request.EndStep is null || request.StartStep > request.EndStep)
        {
            throw Invalid.Parameter("start_step and end_step must be given together, and start_step must not be after end_step.");
        }

        var histories = new List<(string RunId, IReadOnlyList<Metric> Points)>();
        foreach (var runId in runIds)
        {
            var page = await call.Tracking.Runs.GetMetricHistoryAsync(runId, key, cancellationToken: call.Cancellation);
            histories.Add((runId, [.. page.Items.Where(point => InRange(point.Step, request)).OrderBy(point => point.Step).ThenBy(point => point.Timestamp)]));
        }

        var kept = Sample([.. histories.SelectMany(history => history.Points).Select(point => point.Step).Distinct().Order()], most);
        foreach (var (_, points) in histories.Where(history => history.Points.Count > 0))
        {
            kept.Add(points[0].Step);
            kept.Add(points[^1].Step);
        }

        var answer = histories.SelectMany(history => history.Points
            .Where(point => kept.Contains(point.Step))
            .Take(MostPointsPerRun)
            .Select(point => MetricMessage.From(point) with { RunId = history.RunId })).ToList();
        return new(answer.Count == 0 ? null : answer);
    }

    private static bool InRange(long step, GetMetricHistoryBulkIntervalRequest request) =>
        request.StartStep is not { } start || (step >= start && step <= request.EndStep);

    private static HashSet<long> Sample(IReadOnlyList<long> steps, int most)
    {
        var stride = Math.Max(1, (steps.Count + most - 1) / most);
        var kept = steps.Where((_, index) => index % stride == 0).ToHashSet();
        if (steps.Count > 0)
        {
            kept.Add(steps[^1]);
        }

        return kept;
    }

    private static IReadOnlyList<string> RunIds(IReadOnlyList<string>? ids, string parameter)
    {
        if (ids is null or [])
        {
            Required.Text(null, parameter);
        }

        return ids!.Count <= MostRuns
            ? ids
            : throw Invalid.Parameter(FormattableString.Invariant($"GetMetricHistoryBulk request cannot specify more than {MostRuns} run_ids. Received {ids.Count} run_ids."));
    }
}
