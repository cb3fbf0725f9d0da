using Reprise.Autolog.Runs;
using Reprise.Core.Tables;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog;

/// <summary>What a run keeps of the training rows.</summary>
/// <param name="Dataset">The rows as the run's input.</param>
/// <param name="Sha256">Hash of every cell.</param>
/// <param name="Schema">Some rows whose columns are those of the training rows.</param>
/// <param name="Example">The first rows, without the target; null for none.</param>
/// <param name="Scores">How the model does on them.</param>
internal sealed record TrainingEvidence(DatasetInput Dataset, string Sha256, Table Schema, Table? Example, TrainingScores Scores)
{
    public static TrainingEvidence Of(FitData data, ITabularModel? model, AutologOptions options)
    {
        var hash = DatasetRecord.Sha256(data);
        return new TrainingEvidence(
            DatasetRecord.Of(data, hash, options.DatasetName),
            hash,
            data.Table ?? data.Head(1),
            options.ExampleRows == 0 ? null : data.Head(options.ExampleRows),
            model is null || !options.LogTrainingMetrics ? TrainingScores.None : TrainingScores.Of(data, model));
    }
}
