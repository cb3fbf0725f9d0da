using Reprise.Core.Errors;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Draws candidates from distributions and rates them as <see cref="GridSearch{TEstimator}"/> does (Bergstra and Bengio 2012).</summary>
/// <remarks>The result does not depend on the number of workers. Immutable; safe to share between threads.</remarks>
public sealed record RandomSearch<TEstimator> : ISearch<TEstimator>
    where TEstimator : class
{
    /// <summary>Where candidates are drawn from.</summary>
    public required SearchSpace<TEstimator> Space { get; init; }

    /// <summary>How many candidates are drawn, at least 1; fewer are tried when the space has fewer. Default 10.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>Seed of the draws, at least 0. Default 0.</summary>
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
        Require.InRange(Draws, 1, int.MaxValue, nameof(RandomSearch<>));
        Require.InRange(Seed, 0, int.MaxValue, nameof(RandomSearch<>));

        return new GridSearch<TEstimator>
        {
            Candidates = Space.Draw(Draws, Seed),
            Splitter = Splitter,
            RankBy = RankBy,
            Refit = Refit,
            MaxWorkers = MaxWorkers,
            Clock = Clock,
        }.Run(data, onCandidate, cancellationToken);
    }
}
