namespace Reprise.Learning.Selection.Searches;

/// <summary>A way to choose among estimators of any kind.</summary>
public interface ISearch;

/// <summary>A way to choose among estimators. An immutable record; the same data give the same result with any number of workers.</summary>
public interface ISearch<TEstimator> : ISearch
    where TEstimator : class
{
    /// <summary>Rates every candidate by cross-validation and fits the best on all rows.</summary>
    /// <typeparam name="TModel">What fitting gives.</typeparam>
    /// <param name="data">Rows and metrics, see <see cref="ClassificationData"/>.</param>
    /// <param name="onCandidate">Called once per finished candidate, in candidate order, never twice at once, on any thread: the place to track each as a run of its own.</param>
    /// <param name="cancellationToken">Looked at before and within each fit.</param>
    /// <exception cref="ArgumentException">A parameter of the search is out of range, the rows cannot be split, or no candidate could be rated. A candidate that fails is recorded with its error.</exception>
    /// <exception cref="KeyNotFoundException">The metric to rank by is not among those of the data.</exception>
    SearchResult<TEstimator, TModel> Run<TModel>(
        ISelectionData<TEstimator, TModel> data, Action<CandidateResult<TEstimator>>? onCandidate = null, CancellationToken cancellationToken = default);
}
