using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every store must do with long histories and with the datasets of runs and models.</summary>
public static class HistoryConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Histories_OfSeveralRuns_AreCutAtTheLimit,
        Samples_OfAnyHistories_AreTheStepsStated,
        Samples_OutOfTheRules_AreRefused,
        Datasets_OfActiveRuns_AreGivenOnce,
        LoggedModels_ByDataset_AreFoundAndOrdered);

    private static async Task Histories_OfSeveralRuns_AreCutAtTheLimit(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        string[] runs =
        [
            await Given.RunAsync(client, experiment, token, 1, new Metric("m", 1, 2, 0), new Metric("m", 2, 1, 1), new Metric("n", 9, 9, 9)),
            await Given.RunAsync(client, experiment, token, 2, new Metric("m", double.NaN, 1)),
            await Given.RunAsync(client, experiment, token, 3),
        ];
        var all = await client.Runs.GetMetricHistoriesAsync([.. runs, runs[0], "nobody"], "m", 100, token);
        var expected = runs.Order(StringComparer.Ordinal)
            .SelectMany(run => run == runs[0] ? [(run, 2d), (run, 1d)] : run == runs[1] ? new[] { (run, double.NaN) } : []).ToList();

        Expect.Sequence(expected, all.Select(point => (point.RunId, point.Metric.Value)));
        Expect.Sequence(expected[..2], (await client.Runs.GetMetricHistoriesAsync(runs, "m", 2, token)).Select(point => (point.RunId, point.Metric.Value)));
        Expect.Equal(0, (await client.Runs.GetMetricHistoriesAsync([], "m", 2, token)).Count);
    }

    private static async Task Samples_OfAnyHistories_AreTheStepsStated(ITrackingClient client, CancellationToken token)
    {
        var rng = new Rng(23);
        var experiment = await Given.ExperimentAsync(client, token);
        var histories = new Dictionary<string, IReadOnlyList<Metric>>();
        for (var i = 0; i < 3; i++)
        {
            // Steps with gaps and repetitions, some below zero, times in no order.
            var points = Enumerable.Range(0, 60).Select(_ => new Metric("m", rng.NextInt32(9), rng.NextInt32(1000), rng.NextInt32(100) - 20)).Distinct().ToList();
            histories.Add(await Given.RunAsync(client, experiment, token, i, points), points);
        }

        foreach (var (runs, most, start, end) in ((int, int, long?, long?)[])
            [(3, 2500, null, null), (3, 10, null, null), (3, 1, null, null), (3, 7, 0, 50), (1, 3, 5, 5), (3, 9, 500, 600)])
        {
            await SampledAsync(new MetricSampling { RunIds = [.. histories.Keys.Take(runs)], Key = "m", Steps = most, StartStep = start, EndStep = end });
        }

        async Task SampledAsync(MetricSampling sampling)
        {
            var found = await client.Runs.SampleMetricHistoriesAsync(sampling, token);
            foreach (var run in sampling.RunIds)
            {
                Expect.Sequence(
                    Expected(histories, sampling)[run],
                    found.Where(point => point.RunId == run).Select(point => (point.Metric.Step, point.Metric.Timestamp, point.Metric.Value)),
                    $"{sampling}");
            }
        }
    }

    private static Dictionary<string, List<(long Step, long Timestamp, double Value)>> Expected(Dictionary<string, IReadOnlyList<Metric>> histories, MetricSampling sampling)
    {
        var inside = sampling.RunIds.ToDictionary(
            run => run,
            run => histories[run].Where(point => point.Step >= (sampling.StartStep ?? long.MinValue) && point.Step <= (sampling.EndStep ?? long.MaxValue))
                .Select(point => (point.Step, point.Timestamp, point.Value)).Order().ToList());
        var steps = inside.Values.SelectMany(points => points).Select(point => point.Step).Distinct().Order().ToList();
        var stride = (steps.Count + sampling.Steps - 1) / sampling.Steps;
        var kept = steps.Where((_, i) => i % stride == 0 || i == steps.Count - 1)
            .Concat(inside.Values.Where(points => points.Count > 0).SelectMany(points => new[] { points[0].Step, points[^1].Step })).ToHashSet();
        return inside.ToDictionary(run => run.Key, run => run.Value.Where(point => kept.Contains(point.Step)).ToList());
    }

    private static async Task Samples_OutOfTheRules_AreRefused(ITrackingClient client, CancellationToken token)
    {
        var sampling = new MetricSampling { RunIds = ["a"], Key = "m" };
        foreach (var wrong in (MetricSampling[])[sampling with { Steps = 0 }, sampling with { Steps = 2501 }, sampling with { StartStep = 1 }, sampling with { StartStep = 2, EndStep = 1 }])
        {
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => client.Runs.SampleMetricHistoriesAsync(wrong, token));
        }
    }

    private static async Task Datasets_OfActiveRuns_AreGivenOnce(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("data");
        var experiment = await client.Experiments.CreateAsync(name, cancellationToken: token);
        var music = new DatasetInput { Name = "music", Digest = "d1", SourceType = "local", Source = "{}", Tags = [new Tag("mlflow.data.context", "training")] };
        var speech = music with { Name = "speech", Digest = "d2", Tags = [] };
        await client.Runs.LogInputsAsync(await Given.RunAsync(client, experiment, token, 1), [music], [], token);
        await client.Runs.LogInputsAsync(await Given.RunAsync(client, experiment, token, 2), [music], [], token);
        await client.Runs.LogInputsAsync(await Given.RunAsync(client, experiment, token, 3), [speech], [], token);
        var gone = await Given.RunAsync(client, experiment, token, 4);
        await client.Runs.LogInputsAsync(gone, [music with { Name = "gone" }], [], token);
        await client.Runs.DeleteAsync(gone, token);
        async Task Finds(string? filter, params string[] names) => Expect.Sequence(
            names, (await client.Runs.SearchDatasetsAsync(new DatasetQuery { ExperimentIds = [experiment], Filter = filter }, token)).Select(one => one.Name), filter ?? "all");

        Expect.Sequence(
            [new DatasetSummary(experiment, "speech", "d2", null), new DatasetSummary(experiment, "music", "d1", "training")],
            await client.Runs.SearchDatasetsAsync(new DatasetQuery { ExperimentIds = [experiment] }, token));
        await Finds("name LIKE 'm%' OR digest = 'd2'", "speech", "music");
        await Finds("context IS NULL", "speech");
        await Finds("NOT dataset.name = 'speech'", "music");
        await Finds($"experiment_name = '{name}' AND context IN ('training')", "music");
        Expect.Equal(0, (await client.Runs.SearchDatasetsAsync(new DatasetQuery { ExperimentIds = [] }, token)).Count);
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "Invalid attribute key 'size'", () => Finds("size > 1"));
    }

    private static async Task LoggedModels_ByDataset_AreFoundAndOrdered(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var run = await Given.RunAsync(client, experiment, token);
        foreach (var (name, train, test) in ((string, double?, double?)[])[("a", 0.9, 0.5), ("b", 0.8, 0.7), ("c", 0.95, null), ("d", null, null)])
        {
            var model = await client.LoggedModels.CreateAsync(experiment, name, cancellationToken: token);
            List<Metric> metrics = [];
            if (train is { } onTrain)
            {
                metrics.Add(new Metric("acc", onTrain, 1) { ModelId = model.ModelId, DatasetName = "train", DatasetDigest = "1" });
            }

            if (test is { } onTest)
            {
                metrics.Add(new Metric("acc", onTest, 2) { ModelId = model.ModelId, DatasetName = "test", DatasetDigest = "2" });
            }

            await client.Runs.LogBatchAsync(run, metrics, [], [], token);
        }

        LoggedModelDataset onTestData = new("test"), onTrainData = new("train", "1");
        async Task Finds(LoggedModelQuery query, params string[] names) =>
            Expect.Sequence(names, (await client.LoggedModels.SearchAsync(query with { ExperimentIds = [experiment] }, token)).Items.Select(model => model.Name), $"{query}");

        var byName = new LoggedModelQuery { ExperimentIds = [], OrderBy = ["name"] };
        await Finds(byName with { Filter = "metrics.acc > 0.6" }, "a", "b", "c");
        await Finds(byName with { Filter = "metrics.acc > 0.6", Datasets = [onTestData] }, "b");
        await Finds(byName with { Filter = "metrics.acc > 0.85", Datasets = [onTrainData, onTestData] }, "a", "c");
        await Finds(byName with { Datasets = [onTestData] }, "a", "b");
        await Finds(byName with { Datasets = [new("test", "1")] });
        await Finds(byName with { OrderBy = ["metrics.acc DESC", "name"], OrderDatasets = [onTestData] }, "b", "a", "c", "d");
        await Finds(byName with { OrderBy = ["metrics.acc DESC", "name"], OrderDatasets = [onTrainData, null] }, "c", "a", "b", "d");
    }
}
