using Reprise.Data.Csv;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Docs.Tests;

/// <summary>The README's C# example; between the marks it is the README's text to the letter.</summary>
internal static class ReadmeExample
{
    public static async Task<ModelVersion> RunAsync(string csv, string home, string folder)
    {
        // <readme>
        var songs = CsvTable.Read(csv);
        var forest = new RandomForestClassifier { Trees = 200, Seed = 42 };
        var pipeline = new ClassifierPipeline { Steps = [new PowerTransformer(), new RobustScaler()], Classifier = forest };
        var folds = new CrossValidation { Splitter = new StratifiedKFold { Folds = 5, ShuffleSeed = 42 } };
        var accuracy = folds.Evaluate(pipeline, songs, "Class")["accuracy"].Mean;
        var model = pipeline.Fit(songs, "Class");

        await using var tracking = await TrackingClient.OpenAsync(home);       // a folder, or "http://server:5000"
        var experiment = await tracking.Experiments.GetOrCreateAsync("songs");
        await using var run = await tracking.StartRunAsync(new NewRun { ExperimentId = experiment.Id });
        await run.LogMetricAsync("accuracy", accuracy);
        ModelDirectory.Write(folder, model, new() { Signature = ModelSignature.Infer(model, songs), RunId = run.RunId }, TimeProvider.System);
        await run.LogFolderAsync(folder, "model");
        await run.FinishAsync();
        await tracking.Registry.CreateModelAsync("songs");
        var version = await tracking.Registry.CreateVersionAsync(new() { Name = "songs", Source = $"{run.Info.ArtifactUri}/model", RunId = run.RunId });
        // </readme>
        return version;
    }
}
