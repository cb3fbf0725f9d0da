using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Ensembles;

/// <summary>Fits several regressors on the same rows and predicts their weighted mean.</summary>
/// <remarks>Members are fitted one after the other; each may use all processors. Missing values are taken where every member takes them. Immutable; safe to share between threads.</remarks>
public sealed record VotingRegressor : IRegressor<VotingRegressorModel>, IGroupedRegressor
{
    /// <summary>Who is averaged, at least one. Default nearest neighbours and boosted trees.</summary>
    public IReadOnlyList<IRegressor> Regressors { get; init; } = [new KNearestNeighboursRegressor(), new GradientBoostingRegressor()];

    /// <summary>What each member counts, at least 0 and not all 0; null for 1 each. Default null.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <inheritdoc/>
    public VotingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public VotingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedRegressor.Fit"/>
    public VotingRegressorModel Fit(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken = default)
    {
        var kept = groups.ToArray();
        return FitObservation.Run(this, x, y, weights, (rows, targets, rowWeights, token) => FitUnseen(rows, targets, rowWeights, kept, token), cancellationToken);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, [], cancellationToken);

    IRegressorModel IGroupedRegressor.Fit(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken) =>
        Fit(x, y, weights, groups, cancellationToken);

    private VotingRegressorModel FitUnseen(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Members.Check(Regressors, nameof(VotingRegressor), nameof(Regressors));
        var shares = Members.Shares(Weights, Regressors.Count, nameof(VotingRegressor));
        Require.NotEmpty(x, nameof(VotingRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }

        var models = new IRegressorModel[Regressors.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models[i] = Members.Fit(Regressors[i], x, y, weights, groups, nameof(VotingRegressor), cancellationToken);
        }

        return new VotingRegressorModel(models, shares);
    }
}
