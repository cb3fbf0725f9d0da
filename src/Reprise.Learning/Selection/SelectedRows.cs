namespace Reprise.Learning.Selection;

/// <summary>Some rows of <see cref="ISelectionData{TEstimator, TModel}"/> as data of their own; row numbers count within them.</summary>
internal sealed class SelectedRows<TEstimator, TModel>(ISelectionData<TEstimator, TModel> all, ReadOnlyMemory<int> selected) : ISelectionData<TEstimator, TModel>
{
    public SplitInput Rows { get; } = all.Rows.TakeRows(selected.Span);

    public IReadOnlyList<SelectionMetric> Metrics => all.Metrics;

    public TModel Fit(TEstimator estimator, ReadOnlyMemory<int> rows, CancellationToken cancellationToken = default) =>
        all.Fit(estimator, Outer(rows), cancellationToken);

    public SelectionScores Rate(
        TEstimator estimator, ReadOnlyMemory<int> train, IReadOnlyList<ReadOnlyMemory<int>> tests, TimeProvider? clock = null, CancellationToken cancellationToken = default) =>
        all.Rate(estimator, Outer(train), [.. tests.Select(Outer)], clock, cancellationToken);

    private ReadOnlyMemory<int> Outer(ReadOnlyMemory<int> rows) => SplitInput.Take(selected.Span, rows.Span);
}
