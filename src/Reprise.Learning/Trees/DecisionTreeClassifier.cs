using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Trees;

/// <summary>A CART classification tree (Breiman et al. 1984): binary cuts that lower the impurity most, grown depth first.</summary>
/// <remarks>
/// About O(features · rows · log² rows) time. Among cuts of equal worth the first feature drawn wins, so <see cref="Seed"/> matters even when all
/// features are looked at. Immutable; safe to share between threads.
/// </remarks>
public sealed record DecisionTreeClassifier : IClassifier<DecisionTreeClassifierModel>, IWeightedClassifier
{
    /// <summary>What a cut lowers. Default Gini impurity; entropy takes the slower way of weighted rows.</summary>
    public Criterion Criterion { get; init; }

    /// <summary>Greatest depth, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Least fall of impurity of a split, times the node's part of all weight, in [0, ∞). Default 0.</summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>Most leaves, at least 2: the leaf whose split gains most is split first; null for no limit, depth first. Default null.</summary>
    public int? MaxLeafNodes { get; init; }

    /// <summary>Features drawn per split. Default all.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.All;

    /// <summary>What a row of each class counts. Default 1 each.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Seed of the feature draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public DecisionTreeClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, default, cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public DecisionTreeClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private DecisionTreeClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var plan = new TreePlan
        {
            Owner = nameof(DecisionTreeClassifier),
            MaxDepth = MaxDepth,
            MinSamplesSplit = MinSamplesSplit,
            MinSamplesLeaf = MinSamplesLeaf,
            MinImpurityDecrease = MinImpurityDecrease,
            MaxLeafNodes = MaxLeafNodes,
            MaxFeatures = MaxFeatures,
            Seed = Seed,
        };
        return new DecisionTreeClassifierModel(plan.Fit(x, y, classes, weights, ClassWeights, Criterion, cancellationToken), classes);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
