using System.Globalization;
using Reprise.Autolog.Runs;
using Reprise.Autolog.Searches;
using Reprise.Autolog.Steps;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Flows.Gates;
using Reprise.Flows.Promotions;
using Reprise.Learning.Estimators;
using Reprise.Learning.Guards;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Serving.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace TelcoChurn;

/// <summary>
/// Reference system S4: customers → validation and leak guard → grid of forests as nested runs → families compared at tuned thresholds → the winner registered,
/// staged, judged on held-out rows, promoted, loaded by stage and by alias, and scored in batch.
/// </summary>
public sealed class ChurnLoop(ITrackingClient tracking, ChurnOptions options, TimeProvider time)
{
    /// <summary>The registered model, and the experiment its runs are in.</summary>
    public const string ModelName = "telco-churn";

    /// <summary>The alias of the live version.</summary>
    public const string Alias = "production";

    private static readonly ClassificationMetric[] Metrics =
        [ClassificationMetric.RocAucOvr, ClassificationMetric.F1, ClassificationMetric.Precision, ClassificationMetric.Recall, ClassificationMetric.Accuracy];

    /// <summary>Runs every step. A gate that says no leaves the version in Staging, with its verdict in the result.</summary>
    /// <exception cref="RepriseException">The data cannot be had or breaks its contract, or a step cannot be done.</exception>
    public async Task<ChurnResult> RunAsync(IProgress<StepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = new StepClock(time, progress);
        clock.Begin("data", "finding, reading and checking the customers");
        var data = await ChurnDataset.LoadAsync(options.Data ?? DatasetResolverOptions.FromEnvironment(options.Home), cancellationToken).ConfigureAwait(false);
        var features = data.Table.Without(ChurnDataset.Identifier);
        clock.End(data.Resolution.Headline);

        clock.Begin("guard", "looking for leaks");
        var verdict = new LeakGuard { Splitter = Folds() }.Check(features, ChurnDataset.Target, cancellationToken: cancellationToken);
        clock.End(string.Create(CultureInfo.InvariantCulture, $"{verdict.Findings.Count} findings, worst: {verdict.Worst?.ToString() ?? "none"}"));

        var run = await StartAsync(data, verdict, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            var fold = new TrainTestSplit { TestFraction = 0.2, Stratify = true, Seed = (uint)options.Seed }
                .Split(SplitInput.OfClasses(ClassLabels.Read(features, ChurnDataset.Target).Indices))[0];
            var (train, test) = (features.TakeRows(fold.Train), features.TakeRows(fold.Test));
            var grid = await SearchAsync(clock, run, train, cancellationToken).ConfigureAwait(false);
            var families = await CompareAsync(clock, run, train, grid.Best.Candidate.Estimator.Classifier, cancellationToken).ConfigureAwait(false);
            var winner = families[0];

            clock.Begin("rate", "the winner on all rows, fold by fold");
            var all = new CrossValidation { Splitter = Folds(), Metrics = Metrics }.Evaluate(
                Pipeline(winner.Classifier), features, ChurnDataset.Target, onFold: fold => clock.At((fold.Index + 1.0) / fold.Count), cancellationToken: cancellationToken);
            var rated = Score(winner.Score.Name, all);
            await run.LogMetricAsync("folds_roc_auc_ovr", rated.RocAuc, cancellationToken: cancellationToken).ConfigureAwait(false);
            await run.LogMetricAsync("folds_f1", rated.F1, cancellationToken: cancellationToken).ConfigureAwait(false);
            clock.End(string.Create(CultureInfo.InvariantCulture, $"{rated.Name}: ROC-AUC {rated.RocAuc:0.0000}, F1 {rated.F1:0.0000} over {options.Folds} folds of all rows"));

            clock.Begin("train", "fitting the winner on the training rows");
            var model = Pipeline(winner.Classifier).Fit(train, ChurnDataset.Target, cancellationToken);
            var outcome = Outcome(model, test, cancellationToken);
            var heldOut = Metrics.ToDictionary(metric => metric.Name, metric => metric.Compute(outcome), StringComparer.Ordinal);
            clock.End(string.Create(
                CultureInfo.InvariantCulture, $"{winner.Score.Name}: ROC-AUC {heldOut["roc_auc_ovr"]:0.000}, F1 {heldOut["f1"]:0.000} on {test.RowCount} held-out rows"));

            var (promotion, sha256) = await PublishAsync(clock, run, model, train, outcome, heldOut, cancellationToken).ConfigureAwait(false);
            return new ChurnResult
            {
                Data = data.Resolution,
                Rows = data.Table.RowCount,
                Scheme = Scheme,
                Families = [.. families.Select(family => family.Score)],
                Winner = rated,
                Grid = (grid.Candidates.Count, Describe(grid.Best)),
                Guard = verdict,
                HeldOut = heldOut,
                RunId = run.RunId,
                ModelSha256 = sha256,
                Promotion = promotion,
                ScoredLeaving = promotion.Promoted ? await ScoreAsync(clock, model, test, cancellationToken).ConfigureAwait(false) : null,
                Seconds = clock.Seconds,
            };
        }
    }

    private string Scheme => string.Create(
        CultureInfo.InvariantCulture, $"stratified {options.Folds}-fold, seed {options.Seed}, thresholds chosen on out-of-fold probabilities inside each fold; grid and families on 80 % of the rows, the gate on the 20 % held out from all choices");

    private StratifiedKFold Folds() => new() { Folds = options.Folds, ShuffleSeed = (uint)options.Seed };

    private static ClassifierPipeline Pipeline(IClassifier classifier) => new() { Columns = ChurnModels.Columns, Classifier = classifier };

    private async Task<ActiveRun> StartAsync(ChurnData data, Verdict verdict, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetOrCreateAsync(ModelName, cancellationToken).ConfigureAwait(false);
        var run = await tracking.StartRunAsync(
            new NewRun
            {
                ExperimentId = experiment.Id,
                Tags =
                [
                    new(GateTags.DatasetSha256, data.Resolution.Sha256),
                    new(GateTags.DatasetSample, data.Resolution.IsSample ? "true" : "false"),
                    new(GateTags.EvaluationScheme, Scheme),
                ],
            },
            time,
            cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            await run.LogDatasetAsync(DatasetRecord.Of(data.Resolution, data.Table), cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync("data/validation.json", data.Validation.ToJson() + "\n", cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync("data/guard.txt", verdict.ToText(), cancellationToken).ConfigureAwait(false);
            await run.LogTextAsync(EnvironmentRecord.Path, EnvironmentRecord.ToJson(), cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<SearchResult<ClassifierPipeline, ClassifierPipelineModel>> SearchAsync(
        StepClock clock, ActiveRun run, Table train, CancellationToken cancellationToken)
    {
        var candidates = ChurnModels.Forests(options.Seed, options.WholeGrid);
        clock.Begin("grid", string.Create(CultureInfo.InvariantCulture, $"{candidates.Count} forests, {options.Folds} folds each"));
        var search = new GridSearch<ClassifierPipeline> { Candidates = candidates, Splitter = Folds(), RankBy = "roc_auc_ovr", Refit = false };
        var log = new SearchLog<ClassifierPipeline>(tracking, run, [new Tag("estimator", "RandomForestClassifier")], time);
        SearchResult<ClassifierPipeline, ClassifierPipelineModel> result;
        await using (log.ConfigureAwait(false))
        {
            var done = 0;
            result = search.Run(
                ClassificationData.Of(train, ChurnDataset.Target, metrics: Metrics),
                candidate =>
                {
                    log.OnCandidate(candidate);
                    clock.At(++done / (double)candidates.Count);
                },
                cancellationToken);
        }

        clock.End(string.Create(CultureInfo.InvariantCulture, $"best of {candidates.Count}: {Describe(result.Best)}, ROC-AUC {result.Best["roc_auc_ovr"].Mean:0.000}"));
        return result;
    }

    /// <summary>Each family at a threshold tuned inside the folds, as a nested run; best ROC-AUC first, which no threshold moves.</summary>
    private async Task<IReadOnlyList<(ChurnScore Score, IClassifier Classifier)>> CompareAsync(
        StepClock clock, ActiveRun run, Table train, IClassifier searched, CancellationToken cancellationToken)
    {
        var families = new List<(string Name, IClassifier Classifier)>(ChurnModels.Families(options.Seed)) { ("searched forest", searched) };
        clock.Begin("compare", string.Create(CultureInfo.InvariantCulture, $"{families.Count} families, {options.Folds} folds each, thresholds tuned inside"));
        var scores = new List<(ChurnScore Score, IClassifier Classifier)>();
        foreach (var (name, classifier) in families)
        {
            var tuned = ChurnModels.Tuned(classifier, options.Seed);
            var result = new CrossValidation { Splitter = Folds(), Metrics = Metrics }.Evaluate(
                Pipeline(tuned),
                train,
                ChurnDataset.Target,
                onFold: fold => clock.At((scores.Count + ((fold.Index + 1.0) / fold.Count)) / families.Count),
                cancellationToken: cancellationToken);
            var nested = await tracking.StartRunAsync(
                new NewRun { ExperimentId = run.Info.ExperimentId, Name = name, Tags = [new Tag("mlflow.parentRunId", run.RunId), new Tag("estimator", classifier.GetType().Name)] },
                time,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (nested.ConfigureAwait(false))
            {
                await nested.LogParamsAsync(EstimatorDescription.Of(tuned).Select(pair => new Param(pair.Key, pair.Value)), cancellationToken).ConfigureAwait(false);
                await nested.LogMetricsAsync(
                    result.Summaries.SelectMany(summary => new[]
                    {
                        new Metric(summary.Name, summary.Mean, time.GetUtcNow().ToUnixTimeMilliseconds()),
                        new Metric(summary.Name + "_sd", summary.Sd, time.GetUtcNow().ToUnixTimeMilliseconds()),
                    }),
                    cancellationToken).ConfigureAwait(false);
                await EvaluationLog.LogAsync(nested, ConfusionMatrix.Sum(result.Folds.Select(fold => fold.Confusion)), result.OutOfFold, cancellationToken: cancellationToken).ConfigureAwait(false);
                await nested.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            scores.Add((Score(name, result), tuned));
        }

        scores.Sort((a, b) => b.Score.RocAuc.CompareTo(a.Score.RocAuc));
        clock.End(string.Create(CultureInfo.InvariantCulture, $"best: {scores[0].Score.Name}, ROC-AUC {scores[0].Score.RocAuc:0.0000}, F1 {scores[0].Score.F1:0.0000}"));
        return scores;
    }

    private static ChurnScore Score(string name, CrossValidationResult result) => new(
        name, result["roc_auc_ovr"].Mean, result["roc_auc_ovr"].Sd, result["f1"].Mean, result["f1"].Sd, result["accuracy"].Mean);

    private async Task<(PromotionOutcome Promotion, string Sha256)> PublishAsync(
        StepClock clock, ActiveRun run, ClassifierPipelineModel model, Table train, ClassificationOutcome outcome, Dictionary<string, double> heldOut, CancellationToken cancellationToken)
    {
        clock.Begin("track", "writing metrics, reports and the model");
        foreach (var (name, value) in heldOut)
        {
            await run.LogMetricAsync(name, value, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        await EvaluationLog.LogAsync(run, outcome.Confusion, outcome, cancellationToken: cancellationToken).ConfigureAwait(false);
        var example = train.Without(ChurnDataset.Target).TakeRows([.. Enumerable.Range(0, Math.Min(3, train.RowCount))]);
        var (uri, sha256) = await ModelLog.LogAsync(
            tracking, run, model, train, example, Path.Combine(options.Home, "tmp"), time, cancellationToken: cancellationToken).ConfigureAwait(false);
        await run.FinishAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        clock.End($"run {run.RunId}");

        clock.Begin("gate", "registering, staging and judging the new version");
        var version = await tracking.Registry.RegisterAsync(
            "Whether a telephone customer will leave.",
            new NewModelVersion { Name = ModelName, Source = uri, RunId = run.RunId, Description = $"{Scheme}. SHA-256 {sha256}." },
            cancellationToken).ConfigureAwait(false);
        await tracking.Registry.TransitionStageAsync(ModelName, version.Version, nameof(ModelStage.Staging), archiveExistingVersions: false, cancellationToken).ConfigureAwait(false);
        var gate = new QualityGate(new MinimumMetric("f1", options.MinimumF1), new NotWorseThan("f1", 0.02));
        var promotion = await new GatedPromotion(tracking).RunAsync(ModelName, version.Version, gate, Alias, cancellationToken).ConfigureAwait(false);
        clock.End((promotion.Promoted ? $"passed, now @{Alias}. " : "REFUSED, stays in Staging. ") + string.Join(' ', promotion.Verdict!.Words));
        return (promotion, sha256);
    }

    /// <summary>Loads what was promoted by stage and by alias, scores the held-out rows in batch, and checks that both say what the model in memory said.</summary>
    private async Task<int> ScoreAsync(StepClock clock, ClassifierPipelineModel model, Table test, CancellationToken cancellationToken)
    {
        clock.Begin("score", "loading by stage and by alias, scoring in batch");
        var pool = new ModelPool(tracking, new ServingOptions { CacheFolder = Path.Combine(options.Home, "cache", "models") }, time);
        var expected = model.Predict(test, cancellationToken).Labels;
        var leaving = 0;
        foreach (var uri in (string[])[$"models:/{ModelName}/Production", $"models:/{ModelName}@{Alias}"])
        {
            var loaded = await pool.GetAsync(ModelUri.Parse(uri), cancellationToken).ConfigureAwait(false);
            var labels = loaded.Predict(test.Without(ChurnDataset.Target), cancellationToken).Labels;
            if (!labels.SequenceEqual(expected, StringComparer.Ordinal))
            {
                throw new RepriseException(ErrorCode.InvalidState, $"The model loaded from {uri} predicts otherwise than the one that was trained; another version was promoted since, or its file was changed.");
            }

            leaving = labels.Count(label => label == ChurnDataset.Positive);
        }

        clock.End(string.Create(CultureInfo.InvariantCulture, $"{leaving} of {test.RowCount} customers will leave, says the model"));
        return leaving;
    }

    private static ClassificationOutcome Outcome(ClassifierPipelineModel model, Table rows, CancellationToken cancellationToken)
    {
        var predictions = model.Predict(rows, cancellationToken);
        return new ClassificationOutcome(ClassLabels.Read(rows, ChurnDataset.Target).Indices.ToArray(), predictions.Probabilities, predictions.Classes);
    }

    private static string Describe(CandidateResult<ClassifierPipeline> candidate) => string.Join(
        ", ", candidate.Candidate.Parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key} {parameter.Value ?? "none"}")));
}
