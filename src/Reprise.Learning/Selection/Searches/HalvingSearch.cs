using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Successive halving (Jamieson and Talwalkar 2016): many candidates on little, the best part of them on more, until few are left on all.</summary>
/// <remarks>
/// The resource is the number of training rows of each fold, or a parameter such as the number of trees (<see cref="SetResource"/>). Test rows are always
/// all of the fold's, so rounds compare. Smaller sets of rows are part of larger ones, and classes keep their shares. Immutable; safe to share between threads.
/// </remarks>
public sealed record HalvingSearch<TEstimator> : ISearch<TEstimator>
    where TEstimator : class
{
    /// <summary>What is tried: a grid, or draws from a <see cref="SearchSpace{TEstimator}"/>; at least one.</summary>
    public required IReadOnlyList<Candidate<TEstimator>> Candidates { get; init; }

    /// <summary>One in how many candidates stays after a round, and how many times more the next round gives, at least 2. Default 3.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>What the first round gives, at least 1; null so that the last round gives all there is. Default null.</summary>
    public int? MinResource { get; init; }

    /// <summary>What the last round may give, at least 1; null for all training rows, must be set where <see cref="SetResource"/> is. Default null.</summary>
    public int? MaxResource { get; init; }

    /// <summary>The estimator with so much of the resource, <c>(forest, trees) => forest with { Trees = trees }</c>; null when the resource is training rows. Default null.</summary>
    public Func<TEstimator, int, TEstimator>? SetResource { get; init; }

    /// <summary>Seed of the choice of rows, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc cref="GridSearch{TEstimator}.Splitter"/>
    public ISplitter Splitter { get; init; } = new AutoKFold();

    /// <inheritdoc cref="GridSearch{TEstimator}.RankBy"/>
    public string? RankBy { get; init; }

    /// <inheritdoc cref="GridSearch{TEstimator}.Refit"/>
    public bool Refit { get; init; } = true;

    /// <inheritdoc cref="GridSearch{TEstimator}.MaxWorkers"/>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc cref="GridSearch{TEstimator}.Clock"/>
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
        Require.InRange(Candidates.Count, 1, int.MaxValue, nameof(HalvingSearch<>), nameof(Candidates));
        Require.InRange(Factor, 2, int.MaxValue, nameof(HalvingSearch<>));
        Require.InRange(MinResource ?? 1, 1, int.MaxValue, nameof(HalvingSearch<>), nameof(MinResource));
        Require.InRange(MaxResource ?? (SetResource is null ? 1 : 0), 1, int.MaxValue, nameof(HalvingSearch<>), nameof(MaxResource));
        Require.InRange(Seed, 0, int.MaxValue, nameof(HalvingSearch<>));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(HalvingSearch<>), nameof(MaxWorkers));
        var metric = SearchRules.IndexOf(data.Metrics, RankBy);

        var folds = Splitter.Split(data.Rows);
        var rng = new Rng((ulong)Seed);
        int[][] orders = [.. folds.Select((fold, i) => RowOrder.Shuffled(fold.Train, data.Rows.Classes, rng.Fork((ulong)i)))];
        var most = Math.Min(MaxResource ?? int.MaxValue, SetResource is null ? orders.Min(order => order.Length) : int.MaxValue);
        var results = new List<CandidateResult<TEstimator>>();
        (int Index, Candidate<TEstimator> Candidate)[] left = [.. Candidates.Index()];
        var schedule = Schedule(most);
        for (var round = 0; round < schedule.Count; round++)
        {
            var resource = schedule[round];
            var rated = new CandidateRunner<TEstimator, TModel>(data, MaxWorkers, Clock, onCandidate).Run(
                [.. left.Select(item => (item.Index, Given(item.Candidate, resource)))],
                [
                    .. folds.Select((fold, i) => (
                        SetResource is null && (resource < most || MaxResource is not null) ? RowOrder.Sorted(orders[i].AsSpan(0, resource)) : fold.TrainMemory,
                        fold.TestMemory)),
                ],
                cancellationToken,
                round,
                resource);
            results.AddRange(rated);
            var stay = (left.Length + Factor - 1) / Factor;
            left =
            [
                .. left.Zip(rated).OrderByDescending(pair => SearchRules.Goodness(pair.Second.Summaries[metric].Mean, data.Metrics[metric]))
                    .Take(stay).Select(pair => pair.First).OrderBy(item => item.Index),
            ];
        }

        int[] all = [.. Enumerable.Range(0, data.Rows.Rows)];
        return new SearchResult<TEstimator, TModel>(results, data.Metrics, RankBy, Refit ? estimator => data.Fit(estimator, all, cancellationToken) : null);
    }

    /// <summary>What each round gives: rising by <see cref="Factor"/>, for as many rounds as candidates can be divided, never above the most there is.</summary>
    private List<int> Schedule(int most)
    {
        var rounds = 1;
        for (var count = Candidates.Count; count > Factor; count = (count + Factor - 1) / Factor)
        {
            rounds++;
        }

        var first = (double)most;
        for (var i = 1; i < rounds; i++)
        {
            first /= Factor;
        }

        var schedule = new List<int>();
        for (var resource = (double)(MinResource ?? Math.Max(1, (int)first)); schedule.Count < rounds; resource *= Factor)
        {
            schedule.Add((int)Math.Min(resource, most));
        }

        if (MinResource is null)
        {
            schedule[^1] = most;                                  // what rounding down took from the first would be missing
        }

        return schedule;
    }

    private Candidate<TEstimator> Given(Candidate<TEstimator> candidate, int resource) =>
        SetResource is null ? candidate : candidate with { Estimator = SetResource(candidate.Estimator, resource) };
}
