using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;
using Reprise.Serving.Models;

namespace TurkishMusic.Training;

/// <summary>The final model: the pipeline fitted on every row, with what its directory says about it.</summary>
public sealed record TrainedEmotionModel
{
    /// <summary>The fitted pipeline.</summary>
    public required ClassifierPipelineModel Pipeline { get; init; }

    /// <summary>What it takes and gives.</summary>
    public required ModelSignature Signature { get; init; }

    /// <summary>One row of each mood, as an example request.</summary>
    public required Table InputExample { get; init; }

    /// <summary>The features in the order of <see cref="Importances"/>.</summary>
    public IReadOnlyList<string> Features => [.. Pipeline.Inputs.Select(input => input.Name)];

    /// <summary>Mean fall in impurity by feature; they sum to 1.</summary>
    public ReadOnlySpan<double> Importances => ((RandomForestClassifierModel)Pipeline.Classifier).FeatureImportances;

    /// <summary>Fits the pipeline on a table. The model file's bytes depend on table, options and program version only.</summary>
    public static TrainedEmotionModel Fit(Table table, EmotionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var pipeline = EmotionPipeline.Create(options).Fit(table, TurkishMusicDataset.Target, cancellationToken);
        return new TrainedEmotionModel
        {
            Pipeline = pipeline,
            Signature = ModelSignature.Infer(pipeline, table),
            InputExample = table.Without(TurkishMusicDataset.Target).TakeRows(FirstOfEach(table[TurkishMusicDataset.Target])),
        };
    }

    private static int[] FirstOfEach(Column target) =>
        [.. Enumerable.Range(0, target.Length).DistinctBy(target.TextAt, StringComparer.Ordinal)];
}
