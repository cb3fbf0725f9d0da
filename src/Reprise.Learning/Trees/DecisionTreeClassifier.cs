using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A CART classification tree (Breiman et al. 1984): binary cuts that lower the Gini impurity most, grown depth first.</summary>
/// <remarks>
/// About O(features · rows · log² rows) time. Among cuts of equal worth the first feature drawn wins, so <see cref="Seed"/> matters even when all
/// features are looked at. Immutable; safe to share between threads.
/// </remarks>
public sealed record DecisionTreeClassifier : IClassifier<DecisionTreeClassifierModel>
{
    /// <summary>Greatest depth, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Features looked at per split. Default all.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.All;

    /// <summary>Seed of the feature draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public DecisionTreeClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
    {
        Require.InRange(Seed, 0, int.MaxValue, nameof(DecisionTreeClassifier));
        var limits = TreeParameters.Limits(x.Columns, MaxDepth, MinSamplesSplit, MinSamplesLeaf, 0, null, MaxFeatures, nameof(DecisionTreeClassifier));
        TreeParameters.CheckData(x, y, classes, nameof(DecisionTreeClassifier));

        var data = new RankedColumns(x, 1, cancellationToken);
        var importances = new double[x.Columns];
        var tree = new TreeBuilder(data, new GiniCounts(data, y.ToArray(), classes), limits).Grow(new Rng((ulong)Seed), null, importances);
        TreeParameters.Normalize(importances);

        return new DecisionTreeClassifierModel(tree, importances, classes);
    }
}
