using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Rates estimators on their training and test rows, one point per list of folds.</summary>
internal static class CurveRunner
{
    public static CurvePoint[] Run<TEstimator, TModel>(
        ISelectionData<TEstimator, TModel> data,
        IReadOnlyList<(int At, string? Value, TEstimator Estimator, (ReadOnlyMemory<int> Train, ReadOnlyMemory<int> Test)[] Folds)> points,
        int? maxWorkers,
        CancellationToken cancellationToken)
    {
        using var unseen = FitObservation.Suppress();
        (int Point, int Fold)[] items = [.. points.SelectMany((point, i) => point.Folds.Select((_, fold) => (i, fold)))];
        var scores = new SelectionScores[items.Length];
        Workers.Run(
            items.Length,
            maxWorkers,
            i =>
            {
                var point = points[items[i].Point];
                var (train, test) = point.Folds[items[i].Fold];
                scores[i] = data.Rate(point.Estimator, train, [train, test], null, cancellationToken);
            },
            cancellationToken);

        return
        [
            .. points.Select((point, at) =>
            {
                SelectionScores[] own = [.. scores.Where((_, i) => items[i].Point == at)];
                return new CurvePoint(point.At, point.Value, Summaries(own, 0), Summaries(own, 1));
            }),
        ];

        MetricSummary[] Summaries(SelectionScores[] own, int side) =>
            [.. data.Metrics.Select((metric, i) => MetricSummary.Of(metric.Name, [.. own.Select(score => score.Values[side][i])]))];
    }
}
