using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection;

/// <summary>Data, how an estimator is fitted on some of its rows, and metrics on others: what searches, curves and nested validation run on.</summary>
/// <remarks>Made by <see cref="ClassificationData"/>. Immutable; called from many threads.</remarks>
/// <typeparam name="TEstimator">What is fitted: a classifier or a pipeline.</typeparam>
/// <typeparam name="TModel">What fitting gives.</typeparam>
public interface ISelectionData<in TEstimator, out TModel>
{
    /// <summary>What a splitter may look at.</summary>
    SplitInput Rows { get; }

    /// <summary>What is computed of test rows, in order; at least one.</summary>
    IReadOnlyList<SelectionMetric> Metrics { get; }

    /// <summary>All rows as an observer is shown them; null when fits on them are not shown.</summary>
    FitData? Observed => null;

    /// <summary>Fits on the given rows.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or the rows break a rule of the estimator.</exception>
    TModel Fit(TEstimator estimator, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default);

    /// <summary>Fits on <paramref name="train"/> and computes every metric on each of <paramref name="tests"/>: a list per test rows, in the order of <see cref="Metrics"/>.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, the rows break a rule of the estimator, or a metric is not defined on them.</exception>
    SelectionScores Rate(
        TEstimator estimator, ReadOnlyMemory<int> train, IReadOnlyList<ReadOnlyMemory<int>> tests, TimeProvider? clock = null, CancellationToken cancellationToken = default);
}
