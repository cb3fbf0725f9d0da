using Reprise.Autolog.Reports;
using Reprise.Autolog.Runs;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog;

/// <summary>Writes one observed fit as a run.</summary>
internal sealed class FitLog(ITrackingClient tracking, AutologOptions options, string experimentId)
{
    private const int MaxParamCharacters = 6000;

    /// <summary>Writes everything; a fit that failed gives a run that FAILED and says why. Returns the run's id.</summary>
    public async Task<string> WriteAsync(ObservedFit fit)
    {
        var run = await tracking.StartRunAsync(
            new NewRun { ExperimentId = experimentId, StartTime = fit.Start.ToUnixTimeMilliseconds(), Tags = Tags(fit) }, options.TimeProvider).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await run.LogParamsAsync(Params(fit.Pipeline)).ConfigureAwait(false);
            await run.LogDatasetAsync(DatasetRecord.Of(fit.Table, options.DatasetName)).ConfigureAwait(false);
            await run.LogTextAsync(EnvironmentRecord.Path, EnvironmentRecord.ToJson()).ConfigureAwait(false);
            if (fit.Model is { } model)
            {
                await run.LogMetricAsync("training_seconds", (fit.End - fit.Start).TotalSeconds).ConfigureAwait(false);
                await WriteModelAsync(run, model, fit).ConfigureAwait(false);
            }

            await run.FinishAsync(fit.Model is null ? RunStatus.Failed : RunStatus.Finished).ConfigureAwait(false);
            return run.RunId;
        }
    }

    private async Task WriteModelAsync(ActiveRun run, ITabularModel model, ObservedFit fit)
    {
        if (options.LogTrainingMetrics)
        {
            await TrainingMetrics.LogAsync(run, model, fit.Table).ConfigureAwait(false);
        }

        if (Importances(model) is { } importances)
        {
            await run.LogTextAsync("feature_importances.csv", EvaluationReports.ImportancesCsv(model.FeatureNames, importances)).ConfigureAwait(false);
            await run.LogTextAsync("feature_importances.svg", ImportancesPicture.Draw(model.FeatureNames, importances)).ConfigureAwait(false);
        }

        if (options.LogModels)
        {
            await ModelLog.LogAsync(
                tracking, run, model, fit.Table, Example(fit), options.StagingFolder, options.TimeProvider).ConfigureAwait(false);
        }
    }

    private List<Tag> Tags(ObservedFit fit)
    {
        var tags = new List<Tag>(options.Tags)
        {
            new("reprise.autolog", "true"),
            new("estimator", Last(fit.Pipeline)?.GetType().Name ?? fit.Pipeline.GetType().Name),
            new("reprise.dataset.sha256", DatasetRecord.Sha256(fit.Table)),
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

    private static object? Last(object pipeline) => pipeline switch
    {
        ClassifierPipeline classifier => classifier.Classifier,
        RegressorPipeline regressor => regressor.Regressor,
        ClustererPipeline clusterer => clusterer.Clusterer,
        _ => null,
    };

    /// <summary>Every parameter of the pipeline; a value too long for the store is cut, with a mark.</summary>
    private static IEnumerable<Param> Params(object pipeline) =>
        EstimatorDescription.Of(pipeline).Select(
            pair => new Param(pair.Key, pair.Value.Length <= MaxParamCharacters ? pair.Value : pair.Value[..(MaxParamCharacters - 1)] + "…"));

    private static double[]? Importances(ITabularModel model) => model switch
    {
        ClassifierPipelineModel { Classifier: IFeatureImportances importances } => importances.FeatureImportances.ToArray(),
        RegressorPipelineModel { Regressor: IFeatureImportances importances } => importances.FeatureImportances.ToArray(),
        _ => null,
    };

    /// <summary>The first rows, without the target.</summary>
    private Table? Example(ObservedFit fit)
    {
        var count = Math.Min(options.ExampleRows, fit.Table.RowCount);
        return count == 0 ? null : (fit.Target is null ? fit.Table : fit.Table.Without(fit.Target)).TakeRows([.. Enumerable.Range(0, count)]);
    }
}
