using Reprise.Core.Errors;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection;

/// <summary>Rows with values, and how a <typeparamref name="TEstimator"/> is fitted and rated on them. Made by <see cref="RegressionData"/>.</summary>
public sealed class RegressionData<TEstimator, TModel> : ISelectionData<TEstimator, TModel>
{
    private readonly double[] _truth;
    private readonly IReadOnlyList<RegressionMetric> _metrics;
    private readonly Func<FitData> _observed;
    private readonly Func<TEstimator, ReadOnlyMemory<int>, CancellationToken, TModel> _fit;
    private readonly Func<TModel, ReadOnlyMemory<int>, CancellationToken, double[]> _predict;

    internal RegressionData(
        double[] truth,
        IReadOnlyList<int>? groups,
        IReadOnlyList<RegressionMetric>? metrics,
        Func<TEstimator, ReadOnlyMemory<int>, CancellationToken, TModel> fit,
        Func<TModel, ReadOnlyMemory<int>, CancellationToken, double[]> predict,
        Func<FitData> observed)
    {
        (_truth, _fit, _predict, _observed) = (truth, fit, predict, observed);
        _metrics = metrics ?? [RegressionMetric.R2];
        Require.InRange(_metrics.Count, 1, int.MaxValue, nameof(RegressionData), nameof(Metrics));
        var input = SplitInput.OfRows(truth.Length);
        Rows = groups is null ? input : input.WithGroups([.. groups]);
        Metrics = [.. _metrics.Select(metric => new SelectionMetric(metric.Name, metric.LowerIsBetter))];
    }

    /// <inheritdoc/>
    public SplitInput Rows { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SelectionMetric> Metrics { get; }

    /// <inheritdoc/>
    public FitData? Observed => _observed();

    /// <inheritdoc/>
    public TModel Fit(TEstimator estimator, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) => _fit(estimator, rows, cancellationToken);

    /// <summary>Truth and prediction of some rows.</summary>
    public RegressionOutcome Predict(TModel model, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) =>
        new(RegressionData.Take(_truth, rows.Span), _predict(model, rows, cancellationToken));

    /// <inheritdoc/>
    public SelectionScores Rate(
        TEstimator estimator, ReadOnlyMemory<int> train, IReadOnlyList<ReadOnlyMemory<int>> tests, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var started = clock?.GetTimestamp() ?? 0;
        var model = Fit(estimator, train, cancellationToken);
        var time = clock?.GetElapsedTime(started);
        return new SelectionScores([.. tests.Select(rows => Values(Predict(model, rows, cancellationToken)))], time);
    }

    private double[] Values(RegressionOutcome outcome) => [.. _metrics.Select(metric => metric.Compute(outcome))];
}
