using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Ensembles;

/// <summary>Bagging (Breiman 1996): one regressor fitted on many draws of rows, and of columns if asked (random subspaces, Ho 1998); predictions are averaged.</summary>
/// <remarks>Each member draws from its own stream, keyed by its number, so the model is the same bytes for any number of workers. Immutable; safe to share between threads.</remarks>
public sealed record BaggingRegressor : IRegressor<BaggingRegressorModel>, IGroupedRegressor
{
    /// <summary>What is fitted on each draw. Default a decision tree.</summary>
    public IRegressor Regressor { get; init; } = new DecisionTreeRegressor();

    /// <inheritdoc cref="BaggingClassifier.Estimators"/>
    public int Estimators { get; init; } = 10;

    /// <inheritdoc cref="BaggingClassifier.SampleFraction"/>
    public double SampleFraction { get; init; } = 1;

    /// <inheritdoc cref="BaggingClassifier.FeatureFraction"/>
    public double FeatureFraction { get; init; } = 1;

    /// <inheritdoc cref="BaggingClassifier.Bootstrap"/>
    public bool Bootstrap { get; init; } = true;

    /// <inheritdoc cref="BaggingClassifier.Seed"/>
    public int Seed { get; init; }

    /// <inheritdoc cref="BaggingClassifier.MaxWorkers"/>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public BaggingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public BaggingRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        Fit(x, y, weights, [], cancellationToken);

    /// <inheritdoc cref="IGroupedRegressor.Fit"/>
    public BaggingRegressorModel Fit(
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

    private BaggingRegressorModel FitUnseen(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<int> groups, CancellationToken cancellationToken)
    {
        Members.Check(Regressor, nameof(BaggingRegressor), nameof(Regressor));
        Require.InRange(Estimators, 1, int.MaxValue, nameof(BaggingRegressor));
        Require.InRange(SampleFraction, double.Epsilon, 1, nameof(BaggingRegressor));
        Require.InRange(FeatureFraction, double.Epsilon, 1, nameof(BaggingRegressor));
        Require.InRange(Seed, 0, int.MaxValue, nameof(BaggingRegressor));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(BaggingRegressor), nameof(MaxWorkers));
        Require.NotEmpty(x, nameof(BaggingRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Weights(weights, x.Rows);
        Members.CheckGroups(groups, x.Rows);
        if (Members.Weighted(weights) is { } present)
        {
            return FitUnseen(
                x.TakeRows(present), Members.Take(y, present), Members.Take(weights, present), Members.Take(groups, present), cancellationToken);
        }
        Require.Finite(x);                                           // a member may not see every row and column

        var (targets, rowWeights, rowGroups) = (y.ToArray(), weights.ToArray(), groups.ToArray());
        var seeds = new Rng((ulong)Seed);
        var models = new IRegressorModel[Estimators];
        var columns = new int[Estimators][];
        Workers.Run(
            Estimators,
            MaxWorkers,
            i =>
            {
                var rng = seeds.Fork((ulong)i);
                columns[i] = BaggingDraws.Columns(x.Columns, FeatureFraction, rng.Fork(0));
                var rows = BaggingDraws.Rows(targets.Length, SampleFraction, Bootstrap, rng.Fork(1));
                models[i] = Members.Fit(
                    Regressor,
                    BaggingDraws.Take(x.TakeRows(rows), columns[i]),
                    Members.Take<double>(targets, rows),
                    Members.Take<double>(rowWeights, rows),
                    Members.Take<int>(rowGroups, rows),
                    nameof(BaggingRegressor),
                    cancellationToken);
            },
            cancellationToken);
        return new BaggingRegressorModel(models, columns, x.Columns);
    }
}
