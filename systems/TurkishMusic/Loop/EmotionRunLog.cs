using Reprise.Learning.Metrics;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;
using TurkishMusic.Reports;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What one turn of the loop writes to its run: first what is known before the work, at the end metrics and files.</summary>
internal sealed class EmotionRunLog(ITrackingClient tracking, ActiveRun run, TurkishMusicData data, string home, TimeProvider time)
{
    private const string ModelPath = "model";

    /// <summary>Starts the run in the experiment of the model's name, with parameters, tags and the data set.</summary>
    public static async Task<ActiveRun> StartAsync(
        ITrackingClient tracking, EmotionLoopOptions options, TurkishMusicData data, TimeProvider time, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetOrCreateAsync(EmotionLoop.ModelName, cancellationToken).ConfigureAwait(false);
        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = experiment.Id, Tags = EmotionRunFacts.Tags(data, options.Training) }, time, cancellationToken).ConfigureAwait(false);
        try
        {
            await run.LogParamsAsync(EmotionPipeline.Describe(options.Training).Select(pair => new Param(pair.Key, pair.Value)), cancellationToken).ConfigureAwait(false);
            await run.LogDatasetAsync(EmotionRunFacts.Dataset(data), cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            // Nobody owns the run yet who would mark it FAILED.
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes metrics, reports and the model directory, then marks the run finished.</summary>
    public async Task<(string ModelUri, string ModelSha256)> FinishAsync(EmotionScores scores, TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        await run.LogMetricsAsync(EmotionRunFacts.Metrics(scores, time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken).ConfigureAwait(false);
        await WriteReportsAsync(scores, model, cancellationToken).ConfigureAwait(false);
        var sha256 = await WriteModelAsync(model, cancellationToken).ConfigureAwait(false);
        await run.SetTagAsync("reprise.model.sha256", sha256, cancellationToken).ConfigureAwait(false);
        await run.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return ($"{run.Info.ArtifactUri.TrimEnd('/')}/{ModelPath}", sha256);
    }

    private async Task WriteReportsAsync(EmotionScores scores, TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        var report = ClassificationReport.Of(scores.Confusion);
        var files = new (string Path, string Text)[]
        {
            ("evaluation/classification_report.txt", report.ToText(digits: 3)),
            ("evaluation/classification_report.json", EmotionReports.ReportJson(report)),
            ("evaluation/confusion_matrix.csv", EmotionReports.ConfusionCsv(scores.Confusion)),
            ("evaluation/confusion_matrix.svg", ConfusionMatrixPicture.Draw(scores.Confusion)),
            ("evaluation/roc_curves.svg", RocPicture.Draw(scores.RocCurves)),
            ("evaluation/folds.csv", EmotionReports.FoldsCsv(scores.Folds)),
            ("evaluation/scheme.txt", scores.Scheme + "\n"),
            ("feature_importances.csv", EmotionReports.ImportancesCsv(model.Features, model.Importances)),
            ("data/validation.json", data.Validation.ToJson() + "\n"),
        };
        foreach (var (path, text) in files)
        {
            await run.LogTextAsync(path, text, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> WriteModelAsync(TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(home, "tmp", $"model-{run.RunId}");
        try
        {
            var written = ModelDirectory.Write(
                folder,
                model.Pipeline,
                new NewModelDirectory { Signature = model.Signature, InputExample = model.InputExample, RunId = run.RunId, ArtifactPath = ModelPath },
                time);
            await run.LogFolderAsync(folder, ModelPath, cancellationToken).ConfigureAwait(false);
            await tracking.Runs.LogModelAsync(run.RunId, EmotionRunFacts.LoggedModelJson(written), cancellationToken).ConfigureAwait(false);
            return written.Flavor.Sha256;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
