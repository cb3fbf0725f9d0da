using System.Globalization;
using Reprise.Autolog.Reports;
using Reprise.Autolog.Runs;
using Reprise.Autolog.Steps;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace MnistDigits;

/// <summary>Reference system S3: images → validation → stratified split → scaler and forest → tracked run → registry → gate.</summary>
public sealed class DigitsLoop(ITrackingClient tracking, DigitsOptions options, TimeProvider time)
{
    /// <summary>The registered model, and the experiment its runs are in.</summary>
    public const string ModelName = "mnist-digits";

    /// <summary>The alias of the live version.</summary>
    public const string Alias = "production";

    private static readonly ClassificationMetric[] Metrics =
    [
        ClassificationMetric.Accuracy, ClassificationMetric.BalancedAccuracy, ClassificationMetric.PrecisionMacro, ClassificationMetric.RecallMacro,
        ClassificationMetric.F1Macro, ClassificationMetric.RocAucOvr, ClassificationMetric.LogLoss,
    ];

    /// <summary>Runs every step. A gate that says no leaves the version registered and not live, with its verdict in the result.</summary>
    /// <exception cref="RepriseException">The data cannot be had or breaks a rule, or a step cannot be done.</exception>
    public async Task<DigitsResult> RunAsync(IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = new StepClock(time, progress);
        clock.Begin("data", "finding, reading and checking the images");
        var images = await MnistDataset.LoadAsync(options.Data ?? DatasetResolverOptions.FromEnvironment(options.Home), cancellationToken).ConfigureAwait(false);
        var fold = new TrainTestSplit { TestFraction = options.TestShare, Stratify = true, Seed = (uint)options.Seed }.Split(SplitInput.OfClasses(images.Digits))[0];
        var scheme = string.Create(CultureInfo.InvariantCulture, $"stratified hold-out of {options.TestShare:0.##}, seed {options.Seed}");
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{images.Count} images, pixels in [0, 1], all digits there; {fold.Train.Length} to train, {fold.Test.Length} held out"));

        var run = await StartAsync(images, scheme, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            clock.Begin("train", "fitting the forest");
            var (model, example) = Fit(images, fold.Train, cancellationToken);
            clock.End(string.Create(CultureInfo.InvariantCulture, $"{options.Trees} trees of depth {options.MaxDepth} at most"));

            clock.Begin("evaluate", "predicting the held-out images");
            var outcome = new ClassificationOutcome(
                images.TakeDigits(fold.Test), model.PredictProbabilities(images.Take(fold.Test), cancellationToken), MnistImages.Labels);
            var metrics = Metrics.ToDictionary(metric => metric.Name, metric => metric.Compute(outcome), StringComparer.Ordinal);
            clock.End(string.Create(CultureInfo.InvariantCulture, $"accuracy {metrics["accuracy"]:0.0000}, macro F1 {metrics["f1_macro"]:0.0000}"));

            clock.Begin("track", "writing metrics, reports and the model");
            foreach (var (name, value) in metrics)
            {
                await run.LogMetricAsync(name, value, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await EvaluationLog.LogAsync(run, outcome.Confusion, outcome, cancellationToken: cancellationToken).ConfigureAwait(false);
            await LogImportancesAsync(run, model, cancellationToken).ConfigureAwait(false);
            var (uri, sha256) = await ModelLog.LogAsync(
                tracking, run, model, example, example, Path.Combine(options.Home, "tmp"), time, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            clock.End($"run {run.RunId}");

            return new DigitsResult
            {
                DatasetSha256 = images.Sha256,
                Images = (fold.Train.Length, fold.Test.Length),
                Scheme = scheme,
                Outcome = outcome,
                Metrics = metrics,
                RunId = run.RunId,
                ModelSha256 = sha256,
                Promotion = await PromoteAsync(clock, run.RunId, uri, cancellationToken).ConfigureAwait(false),
                Seconds = clock.Seconds,
            };
        }
    }

    private ClassifierPipeline Pipeline() => new()
    {
        Steps = [new StandardScaler()],
        Classifier = new RandomForestClassifier { Trees = options.Trees, MaxDepth = options.MaxDepth, Seed = options.Seed },
    };

    private (ClassifierPipelineModel Model, Table Example) Fit(MnistImages images, ReadOnlySpan<int> train, CancellationToken cancellationToken)
    {
        var model = Pipeline().Fit(images.Take(train), MnistImages.PixelNames, images.TakeDigits(train), MnistImages.Labels, "digit", cancellationToken);
        var first = images.Take(train[..2]);
        var columns = new List<Column>();
        for (var i = 0; i < MnistImages.Pixels; i++)
        {
            var values = new double[first.Rows];
            first.View.CopyColumn(i, values);
            columns.Add(new Column<double>(MnistImages.PixelNames[i], values));
        }

        return (model, new Table(columns));
    }

    private async Task<ActiveRun> StartAsync(MnistImages images, string scheme, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetOrCreateAsync(ModelName, cancellationToken).ConfigureAwait(false);
        var run = await tracking.StartRunAsync(
            new NewRun
            {
                ExperimentId = experiment.Id,
                Tags = [new(GateTags.DatasetSha256, images.Sha256), new(GateTags.DatasetSample, "false"), new(GateTags.EvaluationScheme, scheme)],
            },
            time,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            await run.LogParamsAsync(EstimatorDescription.Of(Pipeline()).Select(pair => new Param(pair.Key, pair.Value)), cancellationToken).ConfigureAwait(false);
            await run.LogParamAsync("test_share", options.TestShare.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            await run.LogDatasetAsync(
                new DatasetInput
                {
                    Name = MnistDataset.Name,
                    Digest = images.Sha256[..16],
                    SourceType = images.Files[0].Source == DatasetSource.Url ? "http" : "local",
                    Source = $"{{\"sha256\":\"{images.Sha256}\"}}",
                    Profile = string.Create(CultureInfo.InvariantCulture, $"{{\"num_rows\":{images.Count},\"num_elements\":{(long)images.Count * MnistImages.Pixels}}}"),
                    Tags = [new Tag("mlflow.data.context", "training")],
                },
                cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync(EnvironmentRecord.Path, EnvironmentRecord.ToJson(), cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task LogImportancesAsync(ActiveRun run, ClassifierPipelineModel model, CancellationToken cancellationToken)
    {
        if (model.Classifier is IFeatureImportances importances)
        {
            var values = importances.FeatureImportances.ToArray();
            await run.LogTextAsync("feature_importances.csv", EvaluationReports.ImportancesCsv(model.FeatureNames, values), cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync("feature_importances.svg", ImportancesPicture.Draw(model.FeatureNames, values), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PromotionOutcome> PromoteAsync(StepClock clock, string runId, string source, CancellationToken cancellationToken)
    {
        clock.Begin("gate", "registering and judging the new version");
        var version = await tracking.Registry.RegisterAsync(
            "Digit of a 28 × 28 grey image.", new NewModelVersion { Name = ModelName, Source = source, RunId = runId }, cancellationToken).ConfigureAwait(false);
        var gate = new QualityGate(new MinimumMetric("accuracy", options.MinimumAccuracy), new NotWorseThan("accuracy", 0.005));
        var outcome = await new GatedPromotion(tracking).RunAsync(ModelName, version.Version, gate, Alias, cancellationToken).ConfigureAwait(false);
        clock.End((outcome.Promoted ? $"version {version.Version.ToString(CultureInfo.InvariantCulture)} passed, now @{Alias}. " : "REFUSED, not promoted. ") + string.Join(' ', outcome.Verdict!.Words));
        return outcome;
    }
}
