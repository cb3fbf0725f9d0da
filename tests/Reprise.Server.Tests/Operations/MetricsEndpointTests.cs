using System.Net;
using System.Net.Http.Json;

namespace Reprise.Server.Tests.Operations;

public sealed class MetricsEndpointTests
{
    private const string Create = "/api/2.0/mlflow/runs/create";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AfterWrites_CountsRequestsByRouteAndWritesByOutcome()
    {
        await using var server = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync();   // its numbers must not appear in the first one's
        for (var i = 0; i < 3; i++)
        {
            using var made = await server.Http.PostAsJsonAsync(Create, new { experiment_id = "0" }, Token);
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }

        using var refused = await server.Http.PostAsJsonAsync(Create, new { experiment_id = "77" }, Token);
        using var foreign = await other.Http.PostAsJsonAsync(Create, new { experiment_id = "0" }, Token);

        var scrape = await ScrapeAsync(server);

        Assert.Equal("histogram", scrape.Types["http_server_request_duration_seconds"]);
        Assert.Equal(3, Value(scrape, "http_server_request_duration_seconds_count", Create, "200"));
        Assert.Equal(1, Value(scrape, "http_server_request_duration_seconds_count", Create, "404"));
        Assert.InRange(scrape["reprise_tracking_writes_total{outcome=\"stored\"}"], 3, 5);   // three runs, and what the server writes for itself when it starts
        Assert.Equal(1, scrape["reprise_tracking_writes_total{outcome=\"refused\"}"]);
        Assert.Equal(scrape["reprise_tracking_writes_total{outcome=\"stored\"}"], scrape["reprise_tracking_commit_writes_sum"]);
        Assert.Equal(3, scrape["reprise_tracking_runs_running"]);
        Assert.Equal(0, scrape["reprise_tracking_write_queue_length"]);
        Assert.True(scrape["reprise_tracking_database_size_bytes"] > 4096);
        Assert.True(scrape["dotnet_process_memory_working_set_bytes"] > 1 << 20);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", scrape.Types.Keys);
        Assert.Contains("dotnet_gc_collections_total", scrape.Types.Keys);
        Assert.DoesNotContain(scrape.Types.Keys, name => name.EndsWith("_count", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_Histogram_BucketsRiseToTheCount()
    {
        await using var server = await RunningServer.StartAsync();
        using var health = await server.Http.GetAsync("/health", Token);

        var scrape = await ScrapeAsync(server);

        var buckets = scrape.Series.Where(name => name.StartsWith("http_server_request_duration_seconds_bucket", StringComparison.Ordinal) && name.Contains("\"/health\"", StringComparison.Ordinal))
            .Select(name => scrape[name]).Order().ToList();
        Assert.Equal(1, buckets[^1]);
        Assert.Equal(1, Value(scrape, "http_server_request_duration_seconds_bucket", "/health", "+Inf"));
    }

    [Fact]
    public async Task Metrics_PathsNobodyMapped_MakeNoSeriesOfTheirOwn()
    {
        await using var server = await RunningServer.StartAsync();
        var before = (await ScrapeAsync(server)).Series.Count(name => name.Contains("status=\"404\"", StringComparison.Ordinal));
        for (var i = 0; i < 30; i++)
        {
            using var lost = await server.Http.GetAsync($"/nowhere/{i}", Token);
            using var odd = await server.Http.SendAsync(new HttpRequestMessage(new HttpMethod($"ODD{i}"), $"/nowhere/{i}"), Token);
        }

        var scrape = await ScrapeAsync(server);

        var counts = scrape.Series.Where(name => name.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal) && name.Contains("status=\"404\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(0, before);
        Assert.InRange(counts.Count, 1, 2);
        Assert.Equal(60, counts.Sum(name => scrape[name]));
    }

    private static async Task<PrometheusScrape> ScrapeAsync(RunningServer server)
    {
        using var answer = await server.Http.GetAsync("/metrics", Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        return PrometheusScrape.Parse(await answer.Content.ReadAsStringAsync(Token));
    }

    private static double Value(PrometheusScrape scrape, string name, string route, string other) => scrape[Assert.Single(
        scrape.Series,
        series => series.StartsWith(name + "{", StringComparison.Ordinal)
            && series.Contains($"\"{route}\"", StringComparison.Ordinal)
            && series.Contains($"\"{other}\"", StringComparison.Ordinal))];
}
