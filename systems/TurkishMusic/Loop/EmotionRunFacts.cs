using Reprise.Autolog.Runs;
using Reprise.Flows.Promotions;
using Reprise.Tracking;
using Reprise.Tracking.Runs;
using TurkishMusic.Training;

namespace TurkishMusic.Loop;

/// <summary>What a run of the loop records, in the words of MLflow's clients.</summary>
internal static class EmotionRunFacts
{
    /// <summary>On which bytes and how it is evaluated; what gates compare by.</summary>
    public static IReadOnlyList<Tag> Tags(TurkishMusicData data, EmotionOptions training) =>
    [
        new(GateTags.DatasetSha256, data.Resolution.Sha256),
        new(GateTags.DatasetSample, data.Resolution.IsSample ? "true" : "false"),
        new(GateTags.EvaluationScheme, EmotionEvaluation.Describe(training)),
    ];

    /// <summary>The data as a run's input.</summary>
    public static DatasetInput Dataset(TurkishMusicData data) => DatasetRecord.Of(data.Resolution, data.Table);

    /// <summary>Means and deviations, scores per mood, and each fold as a step of <c>fold_…</c>.</summary>
    public static IReadOnlyList<Metric> Metrics(EmotionScores scores, long now)
    {
        var metrics = new List<Metric>();
        foreach (var score in scores.Metrics)
        {
            metrics.Add(new Metric(score.Name, score.Mean, now));
            metrics.Add(new Metric(score.Name + "_sd", score.Sd, now));
            if (score.SdOfRepeats is { } sd)
            {
                metrics.Add(new Metric(score.Name + "_sd_repeats", sd, now));
            }
        }

        for (var i = 0; i < scores.Confusion.Classes.Count; i++)
        {
            var label = scores.Confusion.Classes[i];
            metrics.Add(new Metric("precision_" + label, scores.Confusion.Precision(i), now));
            metrics.Add(new Metric("recall_" + label, scores.Confusion.Recall(i), now));
            metrics.Add(new Metric("f1_" + label, scores.Confusion.FScore(i), now));
        }

        metrics.AddRange(scores.Folds.SelectMany(fold => fold.Metrics.Select(metric => new Metric("fold_" + metric.Key, metric.Value, now, fold.Index))));
        return metrics;
    }
}
