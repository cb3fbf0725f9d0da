using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IRunStore"/> must do with metrics.</summary>
public static class MetricConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Latest_IsGreatestStepThenTimestampThenValue,
        Latest_NaN_CountsAsZero,
        Log_SpecialValues_FollowMlflow,
        Log_ExtremeNumbers_AreKeptExactly,
        Log_SamePointTwice_IsStoredOnce,
        Log_NegativeTimestamp_IsRefused,
        Log_NegativeStep_IsKept,
        Log_BadKey_IsRefused,
        History_IsOrderedByTimestampStepValue,
        History_WithoutLimit_GivesAllPoints,
        History_Pages_GiveEveryPointOnce,
        History_UnknownRunOrKey_IsEmpty);

    private static async Task Latest_IsGreatestStepThenTimestampThenValue(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        (Metric Point, double Latest)[] log =
        [
            (new("m", 1, 10, 5), 1), (new("m", 2, 99, 4), 1), (new("m", 3, 11, 5), 3), (new("m", 2, 11, 5), 3), (new("m", 4, 11, 5), 4), (new("m", 0, 0, 6), 0),
        ];

        foreach (var (point, latest) in log)
        {
            await client.Runs.LogMetricAsync(runId, point, token);
            Expect.Equal(latest, (await client.Runs.GetAsync(runId, token)).Metrics.Single().Value);
        }
    }

    private static async Task Latest_NaN_CountsAsZero(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogMetricAsync(runId, new Metric("m", -1, 1), token);
        await client.Runs.LogMetricAsync(runId, new Metric("m", double.NaN, 1), token);
        Expect.Equal(double.NaN, (await client.Runs.GetAsync(runId, token)).Metrics.Single().Value);

        await client.Runs.LogMetricAsync(runId, new Metric("m", 1, 1), token);
        Expect.Equal(1, (await client.Runs.GetAsync(runId, token)).Metrics.Single().Value);
    }

    private static async Task Log_SpecialValues_FollowMlflow(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogBatchAsync(
            runId, [new("nan", double.NaN, 1), new("up", double.PositiveInfinity, 1), new("down", double.NegativeInfinity, 1)], [], [], token);

        Expect.Sequence(
            [double.NaN, 1.7976931348623157e308, -1.7976931348623157e308], (await client.Runs.GetAsync(runId, token)).Metrics.Select(metric => metric.Value));
    }

    private static async Task Log_ExtremeNumbers_AreKeptExactly(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        Metric[] points =
        [
            new("a", 0.1, long.MaxValue, long.MaxValue), new("b", double.Epsilon, 0, long.MinValue), new("c", 1.0 / 3, 1), new("d", -0.0, 1), new("e", 123456789012345680, 1),
        ];
        await client.Runs.LogBatchAsync(runId, points, [], [], token);

        Expect.Sequence(points, (await client.Runs.GetAsync(runId, token)).Metrics);
    }

    private static async Task Log_SamePointTwice_IsStoredOnce(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogBatchAsync(runId, [new("m", 1, 1), new("m", 1, 1), new("n", double.NaN, 1)], [], [], token);
        await client.Runs.LogBatchAsync(runId, [new("m", 1, 1), new("n", double.NaN, 1)], [], [], token);

        Expect.Equal(1, (await client.Runs.GetMetricHistoryAsync(runId, "m", cancellationToken: token)).Items.Count);
        Expect.Equal(1, (await client.Runs.GetMetricHistoryAsync(runId, "n", cancellationToken: token)).Items.Count);
    }

    private static async Task Log_NegativeTimestamp_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value -1 for parameter 'timestamp' supplied: metric 'm' (value=1.0). Timestamp must be a nonnegative long (64-bit integer) ",
            () => client.Runs.LogMetricAsync(runId, new Metric("m", 1, -1), token));
    }

    private static async Task Log_NegativeStep_IsKept(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogMetricAsync(runId, new Metric("m", 1, 1, -5), token);

        Expect.Sequence([new Metric("m", 1, 1, -5)], (await client.Runs.GetAsync(runId, token)).Metrics);
    }

    private static async Task Log_BadKey_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "Names may only contain", () => client.Runs.LogMetricAsync(runId, new Metric("a\nb", 1, 1), token));
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "'Metric name' exceeds the maximum length of 250 characters",
            () => client.Runs.LogMetricAsync(runId, new Metric(new string('k', 251), 1, 1), token));
    }

    private static async Task History_IsOrderedByTimestampStepValue(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogBatchAsync(runId, [new("m", 1, 3, 1), new("m", 9, 1, 2), new("m", 2, 1, 1), new("m", 1, 1, 1)], [], [], token);

        Expect.Sequence(
            [new("m", 1, 1, 1), new("m", 2, 1, 1), new("m", 9, 1, 2), new Metric("m", 1, 3, 1)],
            (await client.Runs.GetMetricHistoryAsync(runId, "m", cancellationToken: token)).Items);
    }

    private static async Task History_WithoutLimit_GivesAllPoints(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        for (var batch = 0; batch < 3; batch++)
        {
            await client.Runs.LogBatchAsync(runId, [.. Enumerable.Range(batch * 1000, 1000).Select(i => new Metric("m", i, i, i))], [], [], token);
        }

        var history = await client.Runs.GetMetricHistoryAsync(runId, "m", cancellationToken: token);
        Expect.Equal((3000, (string?)null), (history.Items.Count, history.NextPageToken));
    }

    private static async Task History_Pages_GiveEveryPointOnce(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);
        await client.Runs.LogBatchAsync(runId, [.. Enumerable.Range(0, 5).Select(i => new Metric("m", i, i, i))], [], [], token);
        var values = new List<double>();
        string? next = null;
        do
        {
            var page = await client.Runs.GetMetricHistoryAsync(runId, "m", maxResults: 2, next, token);
            values.AddRange(page.Items.Select(point => point.Value));
            next = page.NextPageToken;
        }
        while (next is not null);

        Expect.Sequence([0, 1, 2, 3, 4], values);
    }

    private static async Task History_UnknownRunOrKey_IsEmpty(ITrackingClient client, CancellationToken token)
    {
        var runId = await Given.RunAsync(client, token);

        Expect.Equal(0, (await client.Runs.GetMetricHistoryAsync("nope", "m", cancellationToken: token)).Items.Count);
        Expect.Equal(0, (await client.Runs.GetMetricHistoryAsync(runId, "nope", cancellationToken: token)).Items.Count);
    }
}
