using Reprise.Core.Errors;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>An honest rating of searching itself: in each outer fold the search sees training rows only, and its choice is rated on the test rows (Cawley and Talbot 2010).</summary>
/// <remarks>Groups given with the data reach inner and outer splitters alike; the defaults and those that look at groups (<see cref="GroupKFold"/>, <see cref="StratifiedGroupKFold"/>) keep them together, the others do not. Immutable; safe to share between threads.</remarks>
public sealed record NestedCrossValidation<TEstimator>
    where TEstimator : class
{
    /// <summary>Which rows choose and which rate. Default <see cref="AutoKFold"/>: five folds in the rows' order.</summary>
    public ISplitter Outer { get; init; } = new AutoKFold();

    /// <summary>What chooses within the training rows of each outer fold; it need not refit.</summary>
    public required ISearch<TEstimator> Search { get; init; }

    /// <summary>Runs the search once per outer fold, one after the other.</summary>
    /// <param name="data">Rows and metrics.</param>
    /// <param name="onFold">Called after each outer fold, in order, on the calling thread.</param>
    /// <param name="cancellationToken">Looked at before and within each fit.</param>
    /// <exception cref="ArgumentException">As of the search; or the chosen candidate cannot be rated on the outer test rows.</exception>
    public NestedResult<TEstimator> Run<TModel>(
        ISelectionData<TEstimator, TModel> data, Action<NestedFold<TEstimator>>? onFold = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return FitObservation.Run(
            Search,
            this,
            () => data.Observed,
            () => RunUnseen(data, onFold, cancellationToken),
            result => new FitOutcome { Summaries = result.Summaries, Folds = [.. result.Folds.Select(fold => fold.Metrics)] });
    }

    private NestedResult<TEstimator> RunUnseen<TModel>(
        ISelectionData<TEstimator, TModel> data, Action<NestedFold<TEstimator>>? onFold, CancellationToken cancellationToken)
    {
        Require.InRange(data.Metrics.Count, 1, int.MaxValue, nameof(NestedCrossValidation<>), nameof(data.Metrics));

        var folds = Outer.Split(data.Rows);
        var results = new NestedFold<TEstimator>[folds.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var inner = Search.Run(new SelectedRows<TEstimator, TModel>(data, folds[i].TrainMemory), null, cancellationToken);
            var chosen = inner.Best;
            var scores = data.Rate(chosen.Candidate.Estimator, folds[i].TrainMemory, [folds[i].TestMemory], null, cancellationToken).Values[0];
            results[i] = new NestedFold<TEstimator>(
                i, chosen, data.Metrics.Zip(scores).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal));
            onFold?.Invoke(results[i]);
        }

        return new NestedResult<TEstimator>(
            results, [.. data.Metrics.Select(metric => MetricSummary.Of(metric.Name, [.. results.Select(result => result.Metrics[metric.Name])]))]);
    }
}
