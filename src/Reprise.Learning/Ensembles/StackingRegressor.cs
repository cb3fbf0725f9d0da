using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Ensembles;

/// <summary>Stacked generalisation (Wolpert 1992): a last regressor learns from the values that others predict for rows they did not see.</summary>
/// <remarks>
/// Members are fitted once per fold for the last regressor's training rows, and once on all rows for predictions. O(folds + 1) fits per member.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed record StackingRegressor : IRegressor<StackingRegressorModel>, IGroupedRegressor
{
    /// <summary>The members, at least one. Default nearest neighbours and boosted trees.</summary>
    public IReadOnlyList<IRegressor> Regressors { get; init; } = [new KNearestNeighboursRegressor(), new GradientBoostingRegressor()];

    /// <summary>What learns from the members' predictions. Default boosted trees of depth 1.</summary>
    public IRegressor Final { get; init; } = new GradientBoostingRegressor { MaxDepth = 1 };

    /// <summary>The folds; they test each row exactly once. Default five, with groups together where groups are given, else shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new AutoKFold { ShuffleSeed = 0 };

    /// <summary>Whether the last regressor sees the features too. Default false.</summary>
    public bool PassThrough { get; init; }

    /// <inheritdoc/>
    public StackingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public StackingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedRegressor.Fit"/>
    public StackingRegressorModel Fit(
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

    private StackingRegressorModel FitUnseen(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Members.Check(Regressors, nameof(StackingRegressor), nameof(Regressors));
        Members.Check(Final, nameof(StackingRegressor), nameof(Final));
        Members.Check(Splitter, nameof(StackingRegressor), nameof(Splitter));
        Require.NotEmpty(x, nameof(StackingRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }

        var input = SplitInput.OfRows(x.Rows);
        var folds = OutOfFold.Folds(Splitter, groups.IsEmpty ? input : input.WithGroups(groups), nameof(StackingRegressor));
        var stack = StackedFeatures.Start(x, Regressors.Count, 1, PassThrough);
        var models = new IRegressorModel[Regressors.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, OutOfFold.Values(Regressors[i], x, y, weights, groups, folds, nameof(StackingRegressor), cancellationToken));
            models[i] = Members.Fit(Regressors[i], x, y, weights, groups, nameof(StackingRegressor), cancellationToken);
        }

        var final = Members.Fit(Final, stack, y, weights, groups, nameof(StackingRegressor), cancellationToken);
        return new StackingRegressorModel(models, final, PassThrough);
    }
}
