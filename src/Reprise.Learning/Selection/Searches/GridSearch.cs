using Reprise.Core.Errors;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Rates every candidate of a list by cross-validation and fits the best on all rows.</summary>
/// <remarks>All candidates see the same folds. The result does not depend on the number of workers. Immutable; safe to share between threads.</remarks>
public sealed record GridSearch<TEstimator> : ISearch<TEstimator>
    where TEstimator : class
{
    /// <summary>What is tried: a <see cref="Grid{TEstimator}"/>, or any list, at least one.</summary>
    public required IReadOnlyList<Candidate<TEstimator>> Candidates { get; init; }

    /// <summary>Which rows train and test. Default five folds in the rows' order, stratified where there are classes, with groups together where there are groups (<see cref="AutoKFold"/>).</summary>
    public ISplitter Splitter { get; init; } = new AutoKFold();

    /// <summary>The metric that chooses; null for the data's first. Default null.</summary>
    public string? RankBy { get; init; }

    /// <summary>Whether the best candidate is fitted on all rows. Default true.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Most fits at once, at least 1; null for one per processor. Estimators may use more within one. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>Measures fit times; null for none. Default null.</summary>
    public TimeProvider? Clock { get; init; }

    /// <inheritdoc/>
    public SearchResult<TEstimator, TModel> Run<TModel>(
        ISelectionData<TEstimator, TModel> data, Action<CandidateResult<TEstimator>>? onCandidate = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return FitObservation.Run(
            this, null, () => data.Observed, () => RunUnseen(data, onCandidate, cancellationToken), result => result.ToOutcome(data.Observed!));
    }

    private SearchResult<TEstimator, TModel> RunUnseen<TModel>(
        ISelectionData<TEstimator, TModel> data, Action<CandidateResult<TEstimator>>? onCandidate, CancellationToken cancellationToken)
    {
        Require.InRange(Candidates.Count, 1, int.MaxValue, nameof(GridSearch<>), nameof(Candidates));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(GridSearch<>), nameof(MaxWorkers));
        SearchRules.IndexOf(data.Metrics, RankBy);

        var folds = Splitter.Split(data.Rows);
        var results = new CandidateRunner<TEstimator, TModel>(data, MaxWorkers, Clock, onCandidate).Run(
            [.. Candidates.Index()], [.. folds.Select(fold => (fold.TrainMemory, fold.TestMemory))], cancellationToken);

        int[] all = [.. Enumerable.Range(0, data.Rows.Rows)];
        return new SearchResult<TEstimator, TModel>(results, data.Metrics, RankBy, Refit ? estimator => data.Fit(estimator, all, cancellationToken) : null);
    }
}
