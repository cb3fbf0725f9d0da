using System.Globalization;
using Reprise.Autolog.Reports;
using Reprise.Autolog.Runs;
using Reprise.Data.Csv;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection.Searches;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog;

/// <summary>Writes one observed fit, search or validation as a run.</summary>
internal sealed class FitLog(ITrackingClient tracking, AutologOptions options, string experimentId)
{
    private const int MaxParamCharacters = 6000;

    /// <summary>Writes everything; a fit that failed gives a run that FAILED and says why. Returns the run's id.</summary>
    public async Task<string> WriteAsync(ObservedFit fit)
    {
        var evidence = fit.Evidence.Value;
        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = experimentId, StartTime = fit.Start.ToUnixTimeMilliseconds(), Tags = Tags(fit, evidence) }, options.TimeProvider).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await run.LogParamsAsync(Params(fit)).ConfigureAwait(false);
            await run.LogDatasetAsync(evidence.Dataset).ConfigureAwait(false);
            await run.LogTextAsync(EnvironmentRecord.Path, EnvironmentRecord.ToJson()).ConfigureAwait(false);
            if (fit.Outcome is { } outcome)
            {
                await run.LogMetricAsync("training_seconds", (fit.End - fit.Start).TotalSeconds).ConfigureAwait(false);
                await WriteFoldsAsync(run, outcome).ConfigureAwait(false);
                if (outcome.Model is { } model)
                {
                    await WriteModelAsync(run, model, evidence).ConfigureAwait(false);
                }
            }

            await run.FinishAsync(fit.Outcome is null ? RunStatus.Failed : RunStatus.Finished).ConfigureAwait(false);
            return run.RunId;
        }
    }

    /// <summary>What a search or a validation found: each metric's mean and deviation, each fold as a step, candidates, and what rows got from models that did not see them.</summary>
    private static async Task WriteFoldsAsync(ActiveRun run, FitOutcome outcome)
    {
        foreach (var summary in outcome.Summaries)
        {
            await run.LogMetricAsync(summary.Name, summary.Mean).ConfigureAwait(false);
            await run.LogMetricAsync(summary.Name + "_sd", summary.Sd).ConfigureAwait(false);
            for (var fold = 0; fold < outcome.Folds.Count; fold++)
            {
                await run.LogMetricAsync("fold_" + summary.Name, outcome.Folds[fold][summary.Name], fold).ConfigureAwait(false);
            }
        }

        if (outcome.OutOfFold is { } rows)
        {
            await EvaluationLog.LogAsync(run, rows.Confusion, rows, "out_of_fold").ConfigureAwait(false);
        }

        if (outcome.Candidates is { } candidates)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            CsvWriter.Write(text, candidates);
            await run.LogTextAsync("search_results.csv", text.ToString()).ConfigureAwait(false);
        }
    }

    private async Task WriteModelAsync(ActiveRun run, ITabularModel model, TrainingEvidence evidence)
    {
        foreach (var (name, value) in evidence.Scores.Metrics)
        {
            await run.LogMetricAsync(name, value).ConfigureAwait(false);
        }

        foreach (var (path, text) in evidence.Scores.Files)
        {
            await run.LogTextAsync(path, text).ConfigureAwait(false);
        }

        if (Importances(model) is { } importances)
        {
            await run.LogTextAsync("feature_importances.csv", EvaluationReports.ImportancesCsv(model.FeatureNames, importances)).ConfigureAwait(false);
            await run.LogTextAsync("feature_importances.svg", ImportancesPicture.Draw(model.FeatureNames, importances)).ConfigureAwait(false);
        }

        if (options.LogModels)
        {
            await ModelLog.LogAsync(tracking, run, model, evidence.Schema, evidence.Example, options.StagingFolder, options.TimeProvider).ConfigureAwait(false);
        }
    }

    private List<Tag> Tags(ObservedFit fit, TrainingEvidence evidence)
    {
        var tags = new List<Tag>(options.Tags)
        {
            new("reprise.autolog", "true"),
            new("estimator", EstimatorDescription.NameOf(Last(fit.Outcome?.BestEstimator ?? fit.Estimator))),
            new("reprise.dataset.sha256", evidence.Sha256),
        };
        if (options.ParentRunId is { } parent)
        {
            tags.Add(new Tag("mlflow.parentRunId", parent));
        }

        if (fit.Error is { } error)
        {
            tags.Add(new Tag("reprise.error", error.Message));
        }

        return tags;
    }

    private static object Last(object estimator) => estimator switch
    {
        ClassifierPipeline classifier => classifier.Classifier,
        RegressorPipeline regressor => regressor.Regressor,
        ClustererPipeline clusterer => clusterer.Clusterer,
        _ => estimator,
    };

    /// <summary>Every parameter of the estimator, of the validation (<c>validation.…</c>) and of what a search chose (<c>best.…</c>); a value too long for the store is cut, with a mark.</summary>
    private static IEnumerable<Param> Params(ObservedFit fit)
    {
        var all = new List<KeyValuePair<string, string>>();
        if (Last(fit.Estimator) == fit.Estimator)
        {
            all.Add(new(fit.Estimator is ISearch ? "search" : "estimator", EstimatorDescription.NameOf(fit.Estimator)));
        }

        all.AddRange(EstimatorDescription.Of(fit.Estimator));
        if (fit.Procedure is { } procedure)
        {
            all.Add(new("validation", EstimatorDescription.NameOf(procedure)));
            all.AddRange(Prefixed("validation.", procedure));
        }

        if (fit.Outcome?.BestEstimator is { } best)
        {
            all.Add(new("best_candidate", fit.Outcome.BestCandidate?.ToString(CultureInfo.InvariantCulture) ?? ""));
            all.Add(new("best", EstimatorDescription.NameOf(best)));
            all.AddRange(Prefixed("best.", best));
        }

        return all.DistinctBy(pair => pair.Key, StringComparer.Ordinal).Select(
            pair => new Param(pair.Key, pair.Value.Length <= MaxParamCharacters ? pair.Value : pair.Value[..(MaxParamCharacters - 1)] + "…"));
    }

    private static IEnumerable<KeyValuePair<string, string>> Prefixed(string prefix, object described) =>
        EstimatorDescription.Of(described).Select(pair => new KeyValuePair<string, string>(prefix + pair.Key, pair.Value));

    private static double[]? Importances(ITabularModel model) => model switch
    {
        ClassifierPipelineModel { Classifier: IFeatureImportances importances } => importances.FeatureImportances.ToArray(),
        RegressorPipelineModel { Regressor: IFeatureImportances importances } => importances.FeatureImportances.ToArray(),
        _ => null,
    };
}
