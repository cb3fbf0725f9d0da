using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Ensembles;

/// <summary>Fits several regressors on the same rows and predicts their weighted mean.</summary>
/// <remarks>Members are fitted one after the other; each may use all processors. Missing values are taken where every member takes them. Immutable; safe to share between threads.</remarks>
public sealed record VotingRegressor : IRegressor<VotingRegressorModel>
{
    /// <summary>Who is averaged, at least one. Default nearest neighbours and boosted trees.</summary>
    public IReadOnlyList<IRegressor> Regressors { get; init; } = [new KNearestNeighboursRegressor(), new GradientBoostingRegressor()];

    /// <summary>What each member counts, at least 0 and not all 0; null for 1 each. Default null.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <inheritdoc/>
    public VotingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, FitUnseen, cancellationToken);

    private VotingRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        Members.Check(Regressors, nameof(VotingRegressor), nameof(Regressors));
        var shares = Members.Shares(Weights, Regressors.Count, nameof(VotingRegressor));
        Require.NotEmpty(x, nameof(VotingRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);

        var models = new IRegressorModel[Regressors.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models[i] = Regressors[i].Fit(x, y, cancellationToken);
        }

        return new VotingRegressorModel(models, shares);
    }
}
