using System.Text;
using Reprise.Core.Randomness;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests;

/// <summary>What the tests look at: two experiments, runs in every state, files of every kind, a registered model, and names that try to be markup.</summary>
public sealed class SampleHome
{
    /// <summary>Markup that would run a script if a page did not encode it.</summary>
    public const string Hostile = "\"><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> & 'q'";

    public const string ModelName = "turkish-music-emotion";

    private static readonly string[] Classifiers = ["random_forest", "logistic_regression", "svm_rbf", "k_nearest"];

    public required string ExperimentId { get; init; }

    public required string HostileExperimentId { get; init; }

    public required string HostileRunId { get; init; }

    /// <summary>Runs of the experiment, oldest first.</summary>
    public required IReadOnlyList<string> RunIds { get; init; }

    /// <summary>The run with files, charts, data and a registered model.</summary>
    public string BestRunId => RunIds[^2];

    public static async Task<SampleHome> CreateAsync(ITrackingClient tracking, string folder)
    {
        var experiment = await tracking.Experiments.CreateAsync(
            "turkish-music-emotion", tags: [new Tag("mlflow.note.content", "Mood of 30-second clips from 50 acoustic features.")]);
        var hostile = await tracking.Experiments.CreateAsync(Hostile);
        var runs = new List<string>();
        var rng = new Rng(7);
        for (var i = 0; i < 12; i++)
        {
            runs.Add(await AddRunAsync(tracking, experiment, i, rng));
        }

        var hostileRun = await tracking.Runs.CreateAsync(new NewRun { ExperimentId = hostile, Name = Hostile, UserId = Hostile, StartTime = Now });
        await tracking.Runs.LogBatchAsync(
            hostileRun.Info.RunId, [new Metric("accuracy", 0.5, Now)], [new Param("note", Hostile)], [new Tag("comment", Hostile), new Tag("mlflow.note.content", Hostile)]);
        var sample = new SampleHome { ExperimentId = experiment, HostileExperimentId = hostile, HostileRunId = hostileRun.Info.RunId, RunIds = runs };
        await sample.AddFilesAsync(tracking);
        await SampleModel.LogAsync(tracking, sample.BestRunId, folder);
        await SampleModel.RegisterAsync(tracking, ModelName, sample.BestRunId);
        return sample;
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<string> AddRunAsync(ITrackingClient tracking, string experiment, int i, Rng rng)
    {
        var classifier = Classifiers[i % Classifiers.Length];
        var start = Now - ((12 - i) * 2_700_000L);
        var run = await tracking.Runs.CreateAsync(new NewRun
        {
            ExperimentId = experiment,
            Name = $"{classifier.Replace('_', '-')}-{i + 1}",
            StartTime = start,
            UserId = "ana",
            Tags = [new Tag("team", "audio"), new Tag("mlflow.source.name", "train.cs"), new Tag("mlflow.source.git.commit", "3f9a1c77be024510")],
        });
        var accuracy = 0.68 + (i * 0.009) + (rng.NextDouble() * 0.02);
        var metrics = new List<Metric>
        {
            new("accuracy", accuracy, start),
            new("f1_macro", accuracy - 0.004, start),
            new("log_loss", 1.4 - accuracy, start),
            new("roc_auc_ovr", accuracy + 0.14, start),
        };
        if (i >= 8)
        {
            for (var step = 0; step < 40; step++)
            {
                metrics.Add(new Metric("train_loss", (1.4 * Math.Exp(-step / 11.0)) + (rng.NextDouble() * 0.05), start + (step * 900), step));
                metrics.Add(new Metric("validation_accuracy", (accuracy * (1 - Math.Exp(-step / 7.0))) + (rng.NextDouble() * 0.012), start + (step * 900), step));
            }
        }

        await tracking.Runs.LogBatchAsync(
            run.Info.RunId,
            metrics,
            [new("classifier", classifier), new("scaler", i % 2 == 0 ? "robust" : "standard"), new("seed", "42"), new("trees", $"{100 + (i * 20)}")],
            []);
        await tracking.Runs.LogInputsAsync(
            run.Info.RunId,
            [new DatasetInput { Name = "turkish-music-emotion", Digest = "9b1c44d2e0a7", SourceType = "local", Source = "{\"uri\":\"turkish.csv\"}", Tags = [new Tag("mlflow.data.context", "training")] }],
            []);
        if (i != 11)
        {
            await tracking.Runs.UpdateAsync(run.Info.RunId, i == 3 ? RunStatus.Failed : RunStatus.Finished, start + 4200 + (i * 730));
        }

        return run.Info.RunId;
    }

    private async Task AddFilesAsync(ITrackingClient tracking)
    {
        var root = (await tracking.Runs.GetAsync(BestRunId)).Info.ArtifactUri;
        var rows = Enumerable.Range(0, 250).Select(row => $"{row},{row % 4},\"clip {row}, take 1\"");
        await WriteAsync("reports/folds.csv", "fold,label,name\n" + string.Join('\n', rows));
        await WriteAsync("reports/metrics.json", "{\"accuracy\":0.795,\"per_class\":{\"happy\":0.81,\"sad\":0.77}}");
        await WriteAsync("reports/broken.json", "{\"accuracy\": ");
        await WriteAsync("model/MLmodel", "artifact_path: model\nflavors:\n  reprise:\n    model_file: model.safetensors\n");
        await WriteAsync("notes.md", "# Notes\n\nThe angry clips are the easy ones.\n");
        await WriteAsync("pages/hostile.html", "<script>window.hacked = 1</script><h1>not a heading</h1>");
        await WriteAsync("pages/hostile.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"60\"><script>window.hacked = 1</script><rect width=\"120\" height=\"60\" fill=\"#5746d8\"/></svg>");
        using var picture = new MemoryStream(SamplePicture.Matrix(4));
        await tracking.Artifacts.WriteAsync(root, "plots/confusion.png", picture);
        using var binary = new MemoryStream([1, 2, 0, 3]);
        await tracking.Artifacts.WriteAsync(root, "model/weights.bin", binary);

        async Task WriteAsync(string path, string text)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await tracking.Artifacts.WriteAsync(root, path, stream);
        }
    }
}
