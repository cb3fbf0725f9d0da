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
public sealed record StackingRegressor : IRegressor<StackingRegressorModel>
{
    /// <summary>The members, at least one. Default nearest neighbours and boosted trees.</summary>
    public IReadOnlyList<IRegressor> Regressors { get; init; } = [new KNearestNeighboursRegressor(), new GradientBoostingRegressor()];

    /// <summary>What learns from the members' predictions. Default boosted trees of depth 1.</summary>
    public IRegressor Final { get; init; } = new GradientBoostingRegressor { MaxDepth = 1 };

    /// <summary>The folds; they test each row exactly once. Default five, shuffled with seed 0.</summary>
    public ISplitter Splitter { get; init; } = new KFold { ShuffleSeed = 0 };

    /// <summary>Whether the last regressor sees the features too. Default false.</summary>
    public bool PassThrough { get; init; }

    /// <inheritdoc/>
    public StackingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, FitUnseen, cancellationToken);

    private StackingRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        Members.Check(Regressors, nameof(StackingRegressor), nameof(Regressors));
        Members.Check(Final, nameof(StackingRegressor), nameof(Final));
        Members.Check(Splitter, nameof(StackingRegressor), nameof(Splitter));
        Require.NotEmpty(x, nameof(StackingRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);

        var folds = OutOfFold.Folds(Splitter, SplitInput.OfRows(x.Rows), nameof(StackingRegressor));
        var stack = StackedFeatures.Start(x, Regressors.Count, 1, PassThrough);
        var models = new IRegressorModel[Regressors.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, OutOfFold.Values(Regressors[i], x, y, folds, cancellationToken));
            models[i] = Regressors[i].Fit(x, y, cancellationToken);
        }

        return new StackingRegressorModel(models, Final.Fit(stack, y, cancellationToken), PassThrough);
    }
}
