using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

// Measures the store in this process on a new home in the given folder (default: the temporary folder) and prints one JSON object.
var home = Path.Combine(args.Length > 0 ? args[0] : Path.GetTempPath(), $"reprise-bench-{Guid.NewGuid():N}");
var results = new SortedDictionary<string, double>(StringComparer.Ordinal);
try
{
    await using var client = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home });
    var experiment = await client.Experiments.CreateAsync("bench");
    var metrics = Enumerable.Range(0, 100).Select(i => new Metric($"m{i}", i, 1)).ToArray();

    async Task CreateAndLogAsync()
    {
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, StartTime = 1 });
        await client.Runs.LogBatchAsync(run.Info.RunId, metrics, [], []);
    }

    results["create_run_log_100_metrics_ms"] = await MedianAsync(200, CreateAndLogAsync);
    results["create_run_log_100_metrics_8_clients_per_s"] = await RateAsync(8, 100, CreateAndLogAsync);
    var logged = (await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment })).Info.RunId;
    var step = 0;
    Task LogOneAsync() => client.Runs.LogMetricAsync(logged, new Metric("one", 1, 1, Interlocked.Increment(ref step)));
    results["log_metric_per_s"] = await RateAsync(1, 300, LogOneAsync);
    results["log_metric_8_clients_per_s"] = await RateAsync(8, 200, LogOneAsync);
    results["get_run_8_clients_per_s"] = await RateAsync(8, 500, () => client.Runs.GetAsync(logged));
    results["log_batch_1000_points_ms"] = await MedianAsync(20, () =>
        client.Runs.LogBatchAsync(logged, [.. Enumerable.Range(0, 1000).Select(_ => new Metric("long", 1, 1, Interlocked.Increment(ref step)))], [], []));
    for (var batch = 0; batch < 80; batch++)
    {
        await client.Runs.LogBatchAsync(logged, [.. Enumerable.Range(0, 1000).Select(i => new Metric("long", i, 1, Interlocked.Increment(ref step)))], [], []);
    }

    results["history_100000_points_ms"] = await MedianAsync(5, () => client.Runs.GetMetricHistoryAsync(logged, "long"));

    var searched = await FillAsync(client);
    RunQuery Query(int size) => new()
    {
        ExperimentIds = [searched],
        Filter = "metrics.accuracy > 0.5 AND params.model = 'forest'",
        OrderBy = ["metrics.accuracy DESC"],
        MaxResults = size,
    };
    results["search_5000_runs_filtered_first_100_ms"] = await MedianAsync(10, () => client.Runs.SearchAsync(Query(100)));
    results["search_5000_runs_filtered_first_1000_ms"] = await MedianAsync(10, () => client.Runs.SearchAsync(Query(1000)));
    results["search_5000_runs_all_first_1000_ms"] = await MedianAsync(10, () => client.Runs.SearchAsync(new RunQuery { ExperimentIds = [searched] }));
}
finally
{
    Directory.Delete(home, recursive: true);
}

Console.WriteLine(JsonSerializer.Serialize(results));

// 5,000 runs with 10 metrics, 5 parameters and 3 tags each; half of them are forests, half of those above 0.5.
static async Task<string> FillAsync(LocalTrackingClient client)
{
    var experiment = await client.Experiments.CreateAsync("search");
    await Parallel.ForEachAsync(Enumerable.Range(0, 5000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, token) =>
    {
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = experiment, StartTime = i }, token);
        await client.Runs.LogBatchAsync(
            run.Info.RunId,
            [new Metric("accuracy", i * 7919 % 5000 / 5000.0, 1), .. Enumerable.Range(0, 9).Select(m => new Metric($"m{m}", i, 1))],
            [new Param("model", i % 2 == 0 ? "forest" : "ridge"), .. Enumerable.Range(0, 4).Select(p => new Param($"p{p}", i.ToString(CultureInfo.InvariantCulture)))],
            [new Tag("a", "1"), new Tag("b", "2"), new Tag("c", "3")],
            token);
    });
    return experiment;
}

static async Task<double> MedianAsync(int rounds, Func<Task> work)
{
    await work();
    var times = new double[rounds];
    for (var i = 0; i < rounds; i++)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    Array.Sort(times);
    return Math.Round(times[rounds / 2], 2);
}

static async Task<double> RateAsync(int clients, int each, Func<Task> work)
{
    await work();
    var began = Stopwatch.GetTimestamp();
    await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < each; i++)
        {
            await work();
        }
    })));
    return Math.Round(clients * each / Stopwatch.GetElapsedTime(began).TotalSeconds, 1);
}
