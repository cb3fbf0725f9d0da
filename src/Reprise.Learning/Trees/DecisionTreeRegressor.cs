using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Trees;

/// <summary>A CART regression tree (Breiman et al. 1984): binary cuts that lower the squared error around the sides' means most.</summary>
/// <remarks>
/// About O(features · rows · log² rows) time. Among cuts of equal worth the first feature drawn wins, so <see cref="Seed"/> matters even when all
/// features are looked at. Sums are made in a fixed order of values and rows. Immutable; safe to share between threads.
/// </remarks>
public sealed record DecisionTreeRegressor : IRegressor<DecisionTreeRegressorModel>, IWeightedRegressor
{
    /// <summary>Greatest depth, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Least fall of the mean squared error of a split, times the node's part of all weight, in [0, ∞). Default 0.</summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>Most leaves, at least 2: the leaf whose split gains most is split first; null for no limit, depth first. Default null.</summary>
    public int? MaxLeafNodes { get; init; }

    /// <summary>Features drawn per split. Default all.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.All;

    /// <summary>Seed of the feature draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public DecisionTreeRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        Fit(x, y, default, cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public DecisionTreeRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private DecisionTreeRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var plan = new TreePlan
        {
            Owner = nameof(DecisionTreeRegressor),
            MaxDepth = MaxDepth,
            MinSamplesSplit = MinSamplesSplit,
            MinSamplesLeaf = MinSamplesLeaf,
            MinImpurityDecrease = MinImpurityDecrease,
            MaxLeafNodes = MaxLeafNodes,
            MaxFeatures = MaxFeatures,
            Seed = Seed,
        };
        return new DecisionTreeRegressorModel(plan.Fit(x, y, weights, cancellationToken));
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
