using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection;

/// <summary>Rows with classes, and how a <typeparamref name="TEstimator"/> is fitted and rated on them. Made by <see cref="ClassificationData"/>.</summary>
public sealed class ClassificationData<TEstimator, TModel> : ISelectionData<TEstimator, TModel>
{
    private readonly int[] _truth;
    private readonly IReadOnlyList<ClassificationMetric> _metrics;
    private readonly Func<FitData> _observed;
    private readonly Func<TEstimator, ReadOnlyMemory<int>, CancellationToken, TModel> _fit;
    private readonly Func<TModel, ReadOnlyMemory<int>, CancellationToken, Matrix> _predict;

    internal ClassificationData(
        int[] truth,
        IReadOnlyList<string> classes,
        IReadOnlyList<int>? groups,
        IReadOnlyList<ClassificationMetric>? metrics,
        Func<TEstimator, ReadOnlyMemory<int>, CancellationToken, TModel> fit,
        Func<TModel, ReadOnlyMemory<int>, CancellationToken, Matrix> predict,
        Func<FitData> observed)
    {
        (_truth, Classes, _fit, _predict, _observed) = (truth, classes, fit, predict, observed);
        _metrics = metrics ?? [ClassificationMetric.Accuracy];
        Require.InRange(_metrics.Count, 1, int.MaxValue, nameof(ClassificationData), nameof(Metrics));
        var input = SplitInput.OfClasses(truth);
        Rows = groups is null ? input : input.WithGroups([.. groups]);
        Metrics = [.. _metrics.Select(metric => new SelectionMetric(metric.Name, metric.LowerIsBetter))];
    }

    /// <inheritdoc/>
    public SplitInput Rows { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SelectionMetric> Metrics { get; }

    /// <inheritdoc/>
    public FitData? Observed => _observed();

    /// <summary>The labels, in the order of the class indices.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public TModel Fit(TEstimator estimator, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) => _fit(estimator, rows, cancellationToken);

    /// <summary>Truth and prediction of some rows.</summary>
    public ClassificationOutcome Predict(TModel model, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) =>
        new(SplitInput.Take(_truth, rows.Span), _predict(model, rows, cancellationToken), Classes);

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

    private double[] Values(ClassificationOutcome outcome) => [.. _metrics.Select(metric => metric.Compute(outcome))];
}
