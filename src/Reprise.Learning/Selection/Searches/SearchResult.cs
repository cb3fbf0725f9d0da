using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>What a search found.</summary>
public sealed class SearchResult<TEstimator, TModel>
{
    private readonly IReadOnlyList<SelectionMetric> _metrics;

    internal SearchResult(
        IReadOnlyList<CandidateResult<TEstimator>> candidates, IReadOnlyList<SelectionMetric> metrics, string? rankBy, Func<TEstimator, TModel>? refit)
    {
        (Candidates, _metrics) = (candidates, metrics);
        var metric = metrics[SearchRules.IndexOf(metrics, rankBy)];
        RankedBy = metric.Name;
        var lastRound = candidates.Max(candidate => candidate.Round);
        Best = candidates
                .Where(candidate => candidate.Error is null && candidate.Round == lastRound && double.IsFinite(candidate[RankedBy].Mean))
                .MaxBy(candidate => SearchRules.Goodness(candidate[RankedBy].Mean, metric))
            ?? throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"None of {candidates.Count} candidates could be rated; the first says: {candidates.FirstOrDefault(candidate => candidate.Error is not null)?.Error?.Message ?? $"{RankedBy} is not a number."}"),
                candidates.FirstOrDefault(candidate => candidate.Error is not null)?.Error);
        Model = refit is null ? default : refit(Best.Candidate.Estimator);
    }

    /// <summary>Every candidate, in the order it was given; of successive halving once per round.</summary>
    public IReadOnlyList<CandidateResult<TEstimator>> Candidates { get; }

    /// <summary>The metric that chose <see cref="Best"/>.</summary>
    public string RankedBy { get; }

    /// <summary>The candidate with the best mean; the first among equals.</summary>
    public CandidateResult<TEstimator> Best { get; }

    /// <summary>The best candidate fitted on all rows; null when refitting was turned off.</summary>
    public TModel? Model { get; }

    /// <summary>One row per candidate: its number, round and resource (successive halving), parameters, per metric the mean, deviation, rank and value of each fold, fit time (with a clock), error.</summary>
    /// <remarks>Column names: <c>candidate</c>, <c>param_⟨name⟩</c>, <c>mean_⟨metric⟩</c>, <c>std_⟨metric⟩</c>, <c>rank_⟨metric⟩</c>, <c>split⟨i⟩_⟨metric⟩</c>, <c>mean_fit_seconds</c>, <c>error</c>.</remarks>
    public Table ToTable() => SearchTable.Of(Candidates, _metrics);

    /// <summary>As an observer is shown it.</summary>
    internal FitOutcome ToOutcome(FitData data) => new()
    {
        Model = ObservedModels.Tabular(Model, Best.Candidate.Estimator!, data),
        Summaries = Best.Summaries,
        Folds = [.. Best.Folds.Select(values => _metrics.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal))],
        Candidates = ToTable(),
        BestCandidate = Best.Index,
        BestEstimator = Best.Candidate.Estimator,
    };
}
