using Reprise.Core.Errors;
using Reprise.Learning.Metrics;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Runs;
using TurkishMusic.Reports;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>The run of one turn of the loop: started before the work, finished after its files are written, failed when it is left unfinished.</summary>
internal sealed class EmotionRunLog : IAsyncDisposable
{
    private const string ModelPath = "model";
    private const int MostMetricsAtOnce = 1000;

    private readonly ITrackingClient _tracking;
    private readonly EmotionLoopOptions _options;
    private readonly TurkishMusicData _data;
    private readonly TimeProvider _time;
    private readonly RunInfo _run;
    private bool _finished;

    private EmotionRunLog(ITrackingClient tracking, EmotionLoopOptions options, TurkishMusicData data, TimeProvider time, RunInfo run) =>
        (_tracking, _options, _data, _time, _run) = (tracking, options, data, time, run);

    public string RunId => _run.RunId;

    public string ExperimentId => _run.ExperimentId;

    /// <summary>Starts the run in the experiment of the model's name, with everything known before the work: parameters, tags, the data set.</summary>
    public static async Task<EmotionRunLog> StartAsync(
        ITrackingClient tracking, EmotionLoopOptions options, TurkishMusicData data, TimeProvider time, CancellationToken cancellationToken)
    {
        var experiment = await ExperimentAsync(tracking, cancellationToken).ConfigureAwait(false);
        var run = await tracking.Runs.CreateAsync(
            new NewRun
            {
                ExperimentId = experiment,
                UserId = Environment.UserName,
                StartTime = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Tags = EmotionRunFacts.Tags(options, data),
            },
            cancellationToken).ConfigureAwait(false);
        var log = new EmotionRunLog(tracking, options, data, time, run.Info);
        await tracking.Runs.LogBatchAsync(
            log.RunId, [], [.. EmotionPipeline.Describe(options.Training).Select(pair => new Param(pair.Key, pair.Value))], [], cancellationToken)
            .ConfigureAwait(false);
        await tracking.Runs.LogInputsAsync(log.RunId, [EmotionRunFacts.Dataset(data)], [], cancellationToken).ConfigureAwait(false);
        return log;
    }

    /// <summary>Writes metrics, reports and the model directory, then marks the run finished.</summary>
    public async Task<(string ModelUri, string ModelSha256)> WriteAsync(EmotionScores scores, TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        foreach (var batch in EmotionRunFacts.Metrics(scores, Now).Chunk(MostMetricsAtOnce))
        {
            await _tracking.Runs.LogBatchAsync(RunId, batch, [], [], cancellationToken).ConfigureAwait(false);
        }

        await WriteReportsAsync(scores, model, cancellationToken).ConfigureAwait(false);
        var sha256 = await WriteModelAsync(model, cancellationToken).ConfigureAwait(false);
        await _tracking.Runs.SetTagAsync(RunId, new Tag("reprise.model.sha256", sha256), cancellationToken).ConfigureAwait(false);
        await EndAsync(RunStatus.Finished, cancellationToken).ConfigureAwait(false);
        return ($"{_run.ArtifactUri.TrimEnd('/')}/{ModelPath}", sha256);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_finished)
        {
            await EndAsync(RunStatus.Failed, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<string> ExperimentAsync(ITrackingClient tracking, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await tracking.Experiments.FindByNameAsync(EmotionLoop.ModelName, cancellationToken).ConfigureAwait(false) is { } experiment)
            {
                return experiment.Lifecycle == LifecycleStage.Active
                    ? experiment.Id
                    : throw new RepriseException(
                        ErrorCode.InvalidState, $"The experiment '{experiment.Name}' is deleted. Restore it (id {experiment.Id}), or use another home.");
            }

            try
            {
                return await tracking.Experiments.CreateAsync(EmotionLoop.ModelName, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (RepriseException raced) when (raced.Code == ErrorCode.ResourceAlreadyExists && attempt == 0)
            {
                // Another process created it between the look and the attempt: look again.
            }
        }
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
            ("data/validation.json", _data.Validation.ToJson() + "\n"),
        };
        foreach (var (path, text) in files)
        {
            await _tracking.Artifacts.WriteTextAsync(_run.ArtifactUri, path, text, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> WriteModelAsync(TrainedEmotionModel model, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_options.Home, "tmp", $"model-{RunId}");
        try
        {
            var written = ModelDirectory.Write(
                folder,
                model.Pipeline,
                new NewModelDirectory { Signature = model.Signature, InputExample = model.InputExample, RunId = RunId, ArtifactPath = ModelPath },
                _time);
            await _tracking.Artifacts.WriteFolderAsync(_run.ArtifactUri, ModelPath, folder, cancellationToken).ConfigureAwait(false);
            await _tracking.Runs.LogModelAsync(RunId, EmotionRunFacts.LoggedModelJson(written), cancellationToken).ConfigureAwait(false);
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

    private async Task EndAsync(RunStatus status, CancellationToken cancellationToken)
    {
        await _tracking.Runs.UpdateAsync(RunId, status, Now, cancellationToken: cancellationToken).ConfigureAwait(false);
        _finished = true;
    }
}
