using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;

namespace TurkishMusic.Training;

/// <summary>Grouped, repeated, stratified k-fold: identical rows stay in one fold, so that no copy of a training clip is tested.</summary>
public static class EmotionEvaluation
{
    /// <summary>Evaluates the pipeline on a table. Deterministic for a seed on any number of processors.</summary>
    /// <param name="table">The target column and the features.</param>
    /// <param name="options">Folds, repeats, trees, seed.</param>
    /// <param name="onFold">Called after each fold.</param>
    /// <param name="cancellationToken">Looked at within each fit.</param>
    public static EmotionScores Run(Table table, EmotionOptions options, Action<FoldResult>? onFold = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var groups = DuplicateGroups.Of(table.Without(TurkishMusicDataset.Target));
        var validation = new CrossValidation
        {
            Splitter = new Repeated(new StratifiedGroupKFold { Folds = options.Folds, ShuffleSeed = (uint)options.Seed }, options.Repeats),
            Metrics =
            [
                ClassificationMetric.Accuracy,
                ClassificationMetric.BalancedAccuracy,
                ClassificationMetric.PrecisionMacro,
                ClassificationMetric.RecallMacro,
                ClassificationMetric.F1Macro,
                ClassificationMetric.RocAucOvr,
                ClassificationMetric.LogLoss,
            ],
        };
        var result = validation.Evaluate(
            EmotionPipeline.Create(options), table, TurkishMusicDataset.Target, [.. groups.Groups], onFold, cancellationToken);

        return new EmotionScores
        {
            Scheme = Scheme(options, groups),
            DuplicateGroups = groups.Count,
            Metrics = [.. result.Summaries.Select(summary => WithRepeats(summary, result.Folds, options))],
            Folds = result.Folds,
            Confusion = ConfusionMatrix.Sum(result.Folds.Select(fold => fold.Confusion)),
            OutOfFold = result.OutOfFold,
        };
    }

    /// <summary>What two evaluations must share for their metrics to be like numbers, in words: folds, repeats and seed.</summary>
    public static string Describe(EmotionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return string.Create(CultureInfo.InvariantCulture, $"{Folding(options)}, seed {options.Seed}");
    }

    private static Score WithRepeats(MetricSummary summary, IReadOnlyList<FoldResult> folds, EmotionOptions options)
    {
        if (options.Repeats == 1)
        {
            return new Score(summary.Name, summary.Mean, summary.Sd, null);
        }

        double[] means = [.. folds.Chunk(options.Folds).Select(repeat => repeat.Average(fold => fold.Metrics[summary.Name]))];
        return new Score(summary.Name, summary.Mean, summary.Sd, Math.Sqrt(means.Average(mean => (mean - summary.Mean) * (mean - summary.Mean))));
    }

    private static string Scheme(EmotionOptions options, DuplicateGroups groups) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Folding(options)}; {groups.Describe()}; sd over all {options.Folds * options.Repeats} folds");

    private static string Folding(EmotionOptions options) => string.Create(
        CultureInfo.InvariantCulture, $"grouped stratified {options.Folds}-fold, {options.Repeats} repeat{(options.Repeats == 1 ? "" : "s")}");
}
