using System.Text.Json.Nodes;

namespace Reprise.Server.Tests.Tracking;

public sealed class MetricEndpointsTests
{
    [Fact]
    public async Task GetHistory_WithoutMaxResults_AnswersEveryPoint()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await LogAsync(server, 700);

        var (_, all) = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss");
        var (_, page) = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results=300");
        var (_, next) = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results=300&page_token={page["next_page_token"]}");

        Assert.Equal(Enumerable.Range(0, 700), Steps(all));
        Assert.Equal(Enumerable.Range(0, 300), Steps(page));
        Assert.Equal(Enumerable.Range(300, 300), Steps(next));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task GetHistory_MaxResultsBelowOne_IsRefused(int most)
    {
        await using var server = await RunningServer.StartAsync();
        var run = await LogAsync(server, 3);

        var (status, answer) = await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=loss&max_results={most}");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, (string?)answer["error_code"]));
    }

    [Fact]
    public async Task GetHistoryBulk_SeveralRuns_NamesTheRunOfEachPoint()
    {
        await using var server = await RunningServer.StartAsync();
        string[] runs = [await LogAsync(server, 3), await LogAsync(server, 2)];

        var (_, answer) = await server.GetAsync($"metrics/get-history-bulk?run_id={runs[0]}&run_id={runs[1]}&run_id=nobody&metric_key=loss");
        var (_, few) = await server.GetAsync($"metrics/get-history-bulk?run_id={runs[0]}&run_id={runs[1]}&metric_key=loss&max_results=4");

        var expected = runs.Order(StringComparer.Ordinal).SelectMany(run => Enumerable.Repeat(run, run == runs[0] ? 3 : 2));
        Assert.Equal(expected, answer["metrics"]!.AsArray().Select(point => (string)point!["run_id"]!));
        Assert.Equal(4, few["metrics"]!.AsArray().Count);
    }

    [Fact]
    public async Task GetHistoryInterval_ManyPoints_KeepsEndsAndEvenSteps()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await LogAsync(server, 1000);

        var (_, answer) = await server.GetAsync($"metrics/get-history-bulk-interval?run_ids={run}&metric_key=loss&max_results=10");
        var (_, part) = await server.GetAsync($"metrics/get-history-bulk-interval?run_ids={run}&metric_key=loss&start_step=100&end_step=104");

        var steps = Steps(answer).ToList();
        Assert.InRange(steps.Count, 10, 12);
        Assert.Equal((0, 999), (steps[0], steps[^1]));
        Assert.Equal([100, 101, 102, 103, 104], Steps(part));
    }

    [Theory]
    [InlineData("metrics/get-history-bulk-interval?run_ids=a&metric_key=m&max_results=0")]
    [InlineData("metrics/get-history-bulk-interval?run_ids=a&metric_key=m&max_results=2501")]
    [InlineData("metrics/get-history-bulk-interval?run_ids=a&metric_key=m&start_step=5")]
    [InlineData("metrics/get-history-bulk-interval?run_ids=a&metric_key=m&start_step=5&end_step=4")]
    [InlineData("metrics/get-history-bulk?metric_key=m")]
    public async Task GetHistory_BrokenQuery_Is400(string path)
    {
        await using var server = await RunningServer.StartAsync();

        var (status, answer) = await server.GetAsync(path);

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, (string?)answer["error_code"]));
    }

    [Fact]
    public async Task SearchDatasets_RunsOfAnExperiment_GivesEachDatasetOnce()
    {
        await using var server = await RunningServer.StartAsync();
        for (var i = 0; i < 2; i++)
        {
            var run = await server.CreateRunAsync();
            await server.PostAsync("runs/log-inputs", $$"""
                {"run_id":"{{run}}","datasets":[{"tags":[{"key":"mlflow.data.context","value":"training"}],
                "dataset":{"name":"music","digest":"abc","source_type":"local","source":"s"} }]}
                """);
        }

        var (_, answer) = await server.PostAsync("experiments/search-datasets", """{"experiment_ids":["0"]}""");

        Assert.Equal("""[{"experiment_id":"0","name":"music","digest":"abc","context":"training"}]""", answer["dataset_summaries"]!.ToJsonString());
    }

    private static IEnumerable<int> Steps(JsonNode answer) => answer["metrics"]!.AsArray().Select(point => (int)point!["step"]!);

    private static async Task<string> LogAsync(RunningServer server, int points)
    {
        var run = await server.CreateRunAsync();
        var metrics = string.Join(',', Enumerable.Range(0, points).Select(i => $$"""{"key":"loss","value":{{i}},"timestamp":{{i}},"step":{{i}}}"""));
        var (status, _) = await server.PostAsync("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{{metrics}}]}""");
        Assert.Equal(200, status);
        return run;
    }
}
