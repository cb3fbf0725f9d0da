using Reprise.Autolog.Reports;
using Reprise.Autolog.Runs;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What one turn of the loop writes to its run: first what is known before the work, at the end metrics and files.</summary>
internal sealed class EmotionRunLog(ITrackingClient tracking, ActiveRun run, TurkishMusicData data, string home, TimeProvider time)
{
    /// <summary>Starts the run in the experiment of the model's name, with parameters, tags and the data set.</summary>
    public static async Task<ActiveRun> StartAsync(
        ITrackingClient tracking, EmotionLoopOptions options, TurkishMusicData data, TimeProvider time, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetOrCreateAsync(EmotionLoop.ModelName, cancellationToken).ConfigureAwait(false);
        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = experiment.Id, Tags = EmotionRunFacts.Tags(data, options.Training) }, time, cancellationToken: cancellationToken).ConfigureAwait(false);
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
        var written = await ModelLog.LogAsync(
            tracking, run, model.Pipeline, data.Table, model.InputExample, Path.Combine(home, "tmp"), time, cancellationToken: cancellationToken).ConfigureAwait(false);
        await run.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return written;
    }

    private async Task WriteReportsAsync(EmotionScores scores, TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        var files = new List<(string Path, string Text)>(EvaluationLog.Files(scores.Confusion, scores.OutOfFold))
        {
            ("evaluation/folds.csv", EvaluationReports.FoldsCsv(scores.Folds)),
            ("evaluation/scheme.txt", scores.Scheme + "\n"),
            ("feature_importances.csv", EvaluationReports.ImportancesCsv(model.Features, model.Importances)),
            ("feature_importances.svg", ImportancesPicture.Draw(model.Features, model.Importances)),
            ("data/validation.json", data.Validation.ToJson() + "\n"),
            (EnvironmentRecord.Path, EnvironmentRecord.ToJson()),
        };
        foreach (var (path, text) in files)
        {
            await run.LogTextAsync(path, text, cancellationToken).ConfigureAwait(false);
        }
    }
}
