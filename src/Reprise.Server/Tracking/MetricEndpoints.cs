using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Wire;

namespace Reprise.Server.Tracking;

/// <summary><c>metrics/…</c></summary>
internal static class MetricEndpoints
{
    private const int MostRuns = 100;
    private const int MostBulkPoints = 25_000;

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
        var most = Math.Min(request.MaxResults ?? MostBulkPoints, MostBulkPoints);
        return Answer(most < 1 ? [] : await call.Tracking.Runs.GetMetricHistoriesAsync(runIds, key, most, call.Cancellation));
    }

    /// <summary>Evenly spaced steps over all runs, and always the first and last step of each; runs in the order they were asked for.</summary>
    private static async Task<MetricsResponse> GetHistoryIntervalAsync(GetMetricHistoryBulkIntervalRequest request, TrackingCall call)
    {
        var sampling = new MetricSampling
        {
            RunIds = RunIds(request.RunIds, "run_ids"),
            Key = Required.Text(request.MetricKey, "metric_key"),
            StartStep = request.StartStep,
            EndStep = request.EndStep,
            Steps = request.MaxResults ?? MetricSampling.MaxSteps,
        };
        var points = (await call.Tracking.Runs.SampleMetricHistoriesAsync(sampling, call.Cancellation)).ToLookup(point => point.RunId);
        return Answer([.. sampling.RunIds.Distinct().SelectMany(runId => points[runId])]);
    }

    private static MetricsResponse Answer(IReadOnlyList<RunMetric> points) =>
        new(points.ToWire(point => MetricMessage.From(point.Metric) with { RunId = point.RunId }));

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
