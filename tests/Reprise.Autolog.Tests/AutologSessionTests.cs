using System.Globalization;
using System.Text.Json;
using Reprise.Autolog.Runs;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Clustering;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog.Tests;

public sealed class AutologSessionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-test-").FullName;
    private LocalTrackingClient _tracking = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _tracking = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = Path.Combine(_folder, "home") }, Token);

    public async ValueTask DisposeAsync()
    {
        await _tracking.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Observe_AFitOfAPipeline_IsARunWithEverything()
    {
        var pipeline = Pipeline();
        var session = await OpenAsync();
        await using (session)
        {
            session.Observe();
            pipeline.Fit(Music(), "Class", Token);
        }

        var run = await _tracking.Runs.GetAsync(Assert.Single(session.RunIds), Token);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        var parameters = run.Params.ToDictionary(param => param.Key, param => param.Value, StringComparer.Ordinal);
        Assert.Equal("RandomForestClassifier", parameters["classifier"]);
        Assert.Equal("20", parameters["classifier.trees"]);
        Assert.Equal("none", parameters["classifier.max_depth"]);
        Assert.Equal("RobustScaler", parameters["steps.0"]);
        Assert.Equal("25", parameters["steps.0.lower_percentile"]);
        Assert.InRange(run.Metrics.Single(metric => metric.Key == "training_accuracy").Value, 0.9, 1);
        Assert.Equal("training table", Assert.Single(run.DatasetInputs).Name);
        var files = await FilesAsync(run.Info.ArtifactUri, "");
        foreach (var file in (string[])["environment.json", "feature_importances.csv", "feature_importances.svg", "training/confusion_matrix.svg", "training/roc_curves.svg", "model/MLmodel", "model/input_example.json", "model/model.safetensors"])
        {
            Assert.Contains(file, files);
        }
    }

    [Fact]
    public async Task Observe_TheLoggedModel_PredictsAsTheFittedOne()
    {
        var session = await OpenAsync();
        ClassifierPipelineModel model;
        await using (session)
        {
            session.Observe();
            model = Pipeline().Fit(Music(), "Class", Token);
        }

        var run = await _tracking.Runs.GetAsync(session.RunIds[0], Token);
        var folder = Path.Combine(_folder, "home", "artifacts", run.Info.ExperimentId, run.Info.RunId, "artifacts", "model");
        var loaded = ModelDirectory.Load(folder).Classifier;
        Assert.Equal(model.Predict(Music(), Token).Labels, loaded.Predict(Music(), Token).Labels);
    }

    [Fact]
    public async Task Observe_AFitThatFails_IsAFailedRunWithTheReasonAndTheCallerGetsTheException()
    {
        var session = await OpenAsync();
        await using (session)
        {
            session.Observe();
            Assert.Throws<ArgumentOutOfRangeException>(
                () => (Pipeline() with { Classifier = new RandomForestClassifier { Trees = 0 } }).Fit(Music(), "Class", Token));
        }

        var run = await _tracking.Runs.GetAsync(Assert.Single(session.RunIds), Token);
        Assert.Equal(RunStatus.Failed, run.Info.Status);
        Assert.Contains("`Trees` of `RandomForestClassifier`", run.Tags.Single(tag => tag.Key == "reprise.error").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observe_SuppressedFitsAndFitsAfterTheSession_AreNotRecorded()
    {
        var session = await OpenAsync();
        await using (session)
        {
            session.Observe();
            using (FitObservation.Suppress())
            {
                Pipeline().Fit(Music(), "Class", Token);
            }
        }

        Pipeline().Fit(Music(), "Class", Token);
        Assert.Empty(session.RunIds);
    }

    [Fact]
    public async Task Observe_AFitAfterAnInnerSession_IsRecordedByTheOuterOne()
    {
        var outer = await OpenAsync(options => options with { LogModels = false });
        await using (outer)
        {
            outer.Observe();
            var inner = await OpenAsync(options => options with { LogModels = false });
            await using (inner)
            {
                inner.Observe();
                Pipeline(1).Fit(Music(), "Class", Token);
                await inner.DisposeAsync();
            }

            Pipeline(2).Fit(Music(), "Class", Token);
            Assert.Single(inner.RunIds);
        }

        Assert.Equal("2", (await _tracking.Runs.GetAsync(Assert.Single(outer.RunIds), Token)).Params.Single(param => param.Key == "classifier.seed").Value);
    }

    [Fact]
    public async Task Observe_ManyTasks_RecordsEachFitOnce()
    {
        var session = await OpenAsync(options => options with { LogModels = false, LogTrainingMetrics = false, MaxWaiting = 1 });
        await using (session)
        {
            session.Observe();
            await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() => Pipeline(seed).Fit(Music(), "Class", Token), Token)));
        }

        Assert.Equal(8, session.RunIds.Distinct(StringComparer.Ordinal).Count());
        var seeds = new List<string>();
        foreach (var id in session.RunIds)
        {
            seeds.Add((await _tracking.Runs.GetAsync(id, Token)).Params.Single(param => param.Key == "classifier.seed").Value);
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], seeds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Observe_ABareClassifierOnAMatrix_IsARunWithEverythingThoughTheMatrixChanges()
    {
        var (x, y) = Rows();
        var session = await OpenAsync();
        double[] expected;
        await using (session)
        {
            session.Observe();
            var model = new RandomForestClassifier { Trees = 5 }.Fit(x, y, 2, Token);
            expected = model.PredictProbabilities(x, Token).Values.ToArray();
            x.Values.Fill(-1);
        }

        var run = await _tracking.Runs.GetAsync(Assert.Single(session.RunIds), Token);
        var parameters = run.Params.ToDictionary(param => param.Key, param => param.Value, StringComparer.Ordinal);
        Assert.Equal("RandomForestClassifier", parameters["estimator"]);
        Assert.Equal("5", parameters["trees"]);
        Assert.InRange(run.Metrics.Single(metric => metric.Key == "training_accuracy").Value, 0.9, 1);
        Assert.Contains("\"num_rows\":60", Assert.Single(run.DatasetInputs).Profile, StringComparison.Ordinal);
        var files = await FilesAsync(run.Info.ArtifactUri, "");
        foreach (var file in (string[])["environment.json", "feature_importances.svg", "training/roc_curves.svg", "model/MLmodel", "model/input_example.json"])
        {
            Assert.Contains(file, files);
        }

        var folder = Path.Combine(_folder, "home", "artifacts", run.Info.ExperimentId, run.Info.RunId, "artifacts", "model");
        var (same, _) = Rows();
        var loaded = (ClassifierPipelineModel)ModelDirectory.Load(folder).Classifier;
        Assert.Equal(expected, loaded.PredictProbabilities(same, Token).Values.ToArray());
    }

    [Fact]
    public async Task Observe_RegressorsClusterersValidationsAndSearches_AreRunsOfTheirOwn()
    {
        var (x, y) = Rows();
        double[] values = [.. y.Select((index, row) => index + (0.01 * row))];
        var session = await OpenAsync();
        await using (session)
        {
            session.Observe();
            new Ridge().Fit(x, values, Token);
            new KMeans { Clusters = 2 }.Fit(x, Token);
            new CrossValidation { Splitter = new StratifiedKFold { Folds = 3 } }.Evaluate(Pipeline(), Music(), "Class", cancellationToken: Token);
            new GridSearch<ClassifierPipeline>
            {
                Candidates = Grid.Of(Pipeline()).With("Trees", [1, 2], (p, trees) => p.WithClassifier((RandomForestClassifier f) => f with { Trees = trees })),
                Splitter = new StratifiedKFold { Folds = 2 },
            }.Run(ClassificationData.Of(Music(), "Class"), cancellationToken: Token);
        }

        Assert.Equal(4, session.RunIds.Count);
        var runs = new List<Run>();
        foreach (var id in session.RunIds)
        {
            runs.Add(await _tracking.Runs.GetAsync(id, Token));
        }

        Assert.All(runs, run => Assert.Equal(RunStatus.Finished, run.Info.Status));
        Assert.Contains(runs[0].Metrics, metric => metric.Key == "training_r2");
        Assert.Equal(60, runs[1].Metrics.Where(metric => metric.Key.StartsWith("cluster_", StringComparison.Ordinal)).Sum(metric => metric.Value));
        Assert.Equal("StratifiedKFold", runs[2].Params.Single(param => param.Key == "validation.splitter").Value);
        Assert.Equal("20", runs[2].Params.Single(param => param.Key == "classifier.trees").Value);
        Assert.InRange(runs[2].Metrics.Single(metric => metric.Key == "accuracy").Value, 0.3, 1);
        Assert.Contains("out_of_fold/confusion_matrix.svg", await FilesAsync(runs[2].Info.ArtifactUri, ""));
        Assert.Equal("GridSearch", runs[3].Params.Single(param => param.Key == "search").Value);
        Assert.Contains(runs[3].Params.Single(param => param.Key == "best.classifier.trees").Value, (string[])["1", "2"]);
        var files = await FilesAsync(runs[3].Info.ArtifactUri, "");
        Assert.Contains("search_results.csv", files);
        Assert.Contains("model/model.safetensors", files);
    }

    [Fact]
    public async Task DisposeAsync_WhenTheStoreIsGone_ThrowsThereAndNotInTheTraining()
    {
        var session = await OpenAsync();
        session.Observe();
        await _tracking.DisposeAsync();

        Assert.NotNull(Pipeline().Fit(Music(), "Class", Token));

        await Assert.ThrowsAsync<AggregateException>(async () => await session.DisposeAsync());
    }

    [Fact]
    public void Sha256_OfATable_DependsOnEveryCellNameAndType()
    {
        var table = new Table([new Column<double>("a", [1, 2]), new Column<string>("b", ["x", "yz"])]);
        string[] hashes =
        [
            DatasetRecord.Sha256(table),
            DatasetRecord.Sha256(new Table([new Column<double>("a", [1, 3]), new Column<string>("b", ["x", "yz"])])),
            DatasetRecord.Sha256(new Table([new Column<double>("a", [1, 2]), new Column<string>("b", ["xy", "z"])])),
            DatasetRecord.Sha256(new Table([new Column<long>("a", [1, 2]), new Column<string>("b", ["x", "yz"])])),
            DatasetRecord.Sha256(new Table([new Column<double>("c", [1, 2]), new Column<string>("b", ["x", "yz"])])),
        ];
        Assert.Equal(5, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(hashes[0], DatasetRecord.Sha256(table));
    }

    [Fact]
    public void ToJson_OfTheEnvironment_NamesRuntimeAndLibraries()
    {
        using var json = JsonDocument.Parse(EnvironmentRecord.ToJson());
        Assert.StartsWith(".NET 10", json.RootElement.GetProperty("runtime").GetString(), StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("libraries").TryGetProperty("Reprise.Learning", out _));
    }

    private Task<AutologSession> OpenAsync(Func<AutologOptions, AutologOptions>? configure = null)
    {
        var options = new AutologOptions { Experiment = "auto", StagingFolder = Path.Combine(_folder, "staging") };
        return AutologSession.OpenAsync(_tracking, configure?.Invoke(options) ?? options, Token);
    }

    private async Task<List<string>> FilesAsync(string root, string folder)
    {
        var files = new List<string>();
        foreach (var entry in await _tracking.Artifacts.ListAsync(root, folder.Length == 0 ? null : folder, Token))
        {
            if (entry.IsDirectory)
            {
                files.AddRange(await FilesAsync(root, entry.Path));
            }
            else
            {
                files.Add(entry.Path);
            }
        }

        return files;
    }

    private static (Matrix X, int[] Y) Rows()
    {
        var rng = new Rng(3);
        var (x, y) = (new Matrix(60, 3), new int[60]);
        for (var row = 0; row < y.Length; row++)
        {
            y[row] = row % 2;
            (x[row, 0], x[row, 1], x[row, 2]) = (y[row] + rng.NextDouble(), rng.NextDouble(), row);
        }

        return (x, y);
    }

    private static ClassifierPipeline Pipeline(int seed = 0) =>
        new() { Steps = [new RobustScaler()], Classifier = new RandomForestClassifier { Trees = 20, Seed = seed } };

    private static Table Music()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "turkish.csv"));
        var names = lines[0].Split(',');
        var cells = lines[1..].Select(line => line.Split(',')).ToArray();
        var columns = new List<Column>();
        for (var i = 0; i < 8; i++)
        {
            columns.Add(new Column<double>(names[i], [.. cells.Select(row => double.Parse(row[i], CultureInfo.InvariantCulture))]));
        }

        columns.Add(new Column<string>("Class", [.. cells.Select(row => row[^1])]));
        return new Table(columns);
    }
}
