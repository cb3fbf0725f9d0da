using System.Globalization;
using Reprise.Autolog.Runs;
using Reprise.Autolog.Steps;
using Reprise.Core.Errors;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>
/// The whole loop once: data → validation → evaluation → training → tracking → registration → gate → promotion → serving → a prediction over HTTP.
/// Killed at any moment it leaves nothing half-done that looks finished: files before the run is finished, the run before the version, the version
/// before the alias.
/// </summary>
public sealed class EmotionLoop(ITrackingClient tracking, EmotionLoopOptions options, TimeProvider time)
{
    /// <summary>The registered model, and the experiment its runs are in.</summary>
    public const string ModelName = "turkish-music-emotion";

    /// <summary>The alias of the live version.</summary>
    public const string Alias = "production";

    /// <summary>Runs every step. A gate that says no ends the loop early, with its verdict recorded and in the result.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.GateFailed"/> when the data breaks its contract; or a step cannot be done.</exception>
    public async Task<EmotionLoopResult> RunAsync(
        StartModelServer serve, IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(serve);
        var clock = new StepClock(time, progress);
        var data = await LoadAsync(clock, cancellationToken).ConfigureAwait(false);
        var run = await EmotionRunLog.StartAsync(tracking, options, data, time, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            var scores = Evaluate(clock, data, cancellationToken);
            var model = Train(clock, data, cancellationToken);

            clock.Begin("track", "writing parameters, metrics and files");
            var files = await new EmotionRunLog(tracking, run, data, options.Home, time).FinishAsync(scores, model, cancellationToken).ConfigureAwait(false);
            clock.End($"run {run.RunId}");

            var version = await RegisterAsync(clock, run.RunId, files.ModelUri, data, cancellationToken).ConfigureAwait(false);
            var promotion = await PromoteAsync(clock, version, cancellationToken).ConfigureAwait(false);
            var prediction = promotion.Promoted ? await PredictAsync(clock, serve, data, promotion.Version, cancellationToken).ConfigureAwait(false) : null;
            return new EmotionLoopResult
            {
                Data = data,
                Scores = scores,
                RunId = run.RunId,
                ExperimentId = run.Info.ExperimentId,
                ModelSha256 = files.ModelSha256,
                Promotion = promotion,
                Prediction = prediction,
                Seconds = clock.Seconds,
            };
        }
    }

    private async Task<TurkishMusicData> LoadAsync(StepClock clock, CancellationToken cancellationToken)
    {
        clock.Begin("data", "finding and reading the data set");
        var text = await TurkishMusicDataset.ReadAsync(options.Data ?? Reprise.Data.Datasets.DatasetResolverOptions.FromEnvironment(options.Home), cancellationToken)
            .ConfigureAwait(false);
        clock.End(text.Resolution.Headline);

        clock.Begin("validate", "holding the data against its contract");
        var report = text.Validate(cancellationToken);
        if (!report.Passed)
        {
            throw new RepriseException(
                ErrorCode.GateFailed,
                [$"{text.Resolution.Path} breaks its contract in {report.Errors} places:", .. report.Problems.Take(20).Select(problem => problem.ToString())]);
        }

        var data = text.ToData(report);
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{report.Rows} rows, no error, {report.Warnings} warning{(report.Warnings == 1 ? "" : "s")}"));
        return data;
    }

    private EmotionScores Evaluate(StepClock clock, TurkishMusicData data, CancellationToken cancellationToken)
    {
        var folds = options.Training.Folds * options.Training.Repeats;
        clock.Begin("evaluate", string.Create(CultureInfo.InvariantCulture, $"cross-validation, {folds} folds"));
        var scores = EmotionEvaluation.Run(
            data.Table, options.Training, fold => clock.At((fold.Index + 1.0) / fold.Count), cancellationToken);
        var accuracy = scores["accuracy"];
        clock.End(string.Create(CultureInfo.InvariantCulture, $"accuracy {accuracy.Mean:0.000} ± {accuracy.Sd:0.000}: {scores.Scheme}"));
        return scores;
    }

    private TrainedEmotionModel Train(StepClock clock, TurkishMusicData data, CancellationToken cancellationToken)
    {
        clock.Begin("train", "fitting the final model on all rows");
        var model = TrainedEmotionModel.Fit(data.Table, options.Training, cancellationToken);
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{options.Training.Trees} trees on {data.Table.RowCount} rows"));
        return model;
    }

    private async Task<ModelVersion> RegisterAsync(
        StepClock clock, string runId, string source, TurkishMusicData data, CancellationToken cancellationToken)
    {
        clock.Begin("register", "registering the model");
        var version = await tracking.Registry.RegisterAsync(
            "Mood of a Turkish song from 50 acoustic features.",
            new NewModelVersion
            {
                Name = ModelName,
                Source = source,
                RunId = runId,
                Tags = data.Resolution.IsSample ? [new Tag(GateTags.DatasetSample, "true")] : [],
            },
            cancellationToken).ConfigureAwait(false);
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{ModelName} version {version.Version}"));
        return version;
    }

    private async Task<PromotionOutcome> PromoteAsync(StepClock clock, ModelVersion version, CancellationToken cancellationToken)
    {
        clock.Begin("gate", "judging the new version");
        var gate = new QualityGate(new MinimumMetric("accuracy", options.MinimumAccuracy), new NotWorseThan("accuracy", options.Tolerance));
        var outcome = await new GatedPromotion(tracking).RunAsync(ModelName, version.Version, gate, Alias, cancellationToken).ConfigureAwait(false);
        clock.End((outcome.Promoted ? $"passed, now @{Alias}. " : "REFUSED, not promoted. ") + string.Join(' ', outcome.Verdict!.Words));
        return outcome;
    }

    private async Task<EmotionPrediction> PredictAsync(
        StepClock clock, StartModelServer serve, TurkishMusicData data, ModelVersion version, CancellationToken cancellationToken)
    {
        clock.Begin("serve", "starting a server on a free port");
        var server = await serve($"models:/{ModelName}@{Alias}", cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            clock.End(server.Address.ToString());

            clock.Begin("predict", "asking the server");
            var prediction = await EmotionRequest.SendAsync(server.Address, data.Table, row: 0, cancellationToken).ConfigureAwait(false);
            if (prediction.Version != version.Version)
            {
                await RequireLiveAsync(prediction.Version, version.Version, cancellationToken).ConfigureAwait(false);
            }

            clock.End(string.Create(
                CultureInfo.InvariantCulture,
                $"row {prediction.Row} is {prediction.Label} ({prediction.Probabilities[prediction.Label]:0.0 %}); in the data: {prediction.Actual}"));
            return prediction;
        }
    }

    /// <summary>Another version than the promoted one may answer only when it has been promoted since, by another process.</summary>
    private async Task RequireLiveAsync(int answered, int promoted, CancellationToken cancellationToken)
    {
        var live = await tracking.Registry.GetVersionByAliasAsync(ModelName, Alias, cancellationToken).ConfigureAwait(false);
        if (live.Version == promoted)
        {
            throw new RepriseException(
                ErrorCode.InvalidState,
                string.Create(CultureInfo.InvariantCulture, $"The server answered with version {answered}, though version {promoted} was promoted before it started."));
        }
    }
}
