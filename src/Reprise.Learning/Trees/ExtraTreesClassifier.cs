using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Trees;

/// <summary>Extremely randomized trees (Geurts, Ernst and Wehenkel 2006): each drawn feature gets one cut drawn evenly between its least and greatest value in the node; the best of these splits it.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do. Each tree draws from its own stream, keyed by its number, so the model is the same bytes for
/// any number of workers. About O(trees · √features · rows · log rows) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record ExtraTreesClassifier : IClassifier<ExtraTreesClassifierModel>, IWeightedClassifier
{
    /// <summary>Number of trees, at least 1. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>What a cut lowers. Default Gini impurity; entropy takes the slower way of weighted rows.</summary>
    public Criterion Criterion { get; init; }

    /// <summary>Greatest depth of a tree, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Different rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Different rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Least fall of impurity of a split, times the node's part of all weight, in [0, ∞). Default 0.</summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>Most leaves, at least 2: the leaf whose split gains most is split first; null for no limit, depth first. Default null.</summary>
    public int? MaxLeafNodes { get; init; }

    /// <summary>Features drawn per split. Default ⌊√features⌋.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.SquareRoot;

    /// <summary>Whether each tree sees rows drawn with replacement, or all rows once. Default false.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>Rows drawn for a tree as a part of all rows, in (0, 1]; needs <see cref="Bootstrap"/>; null for as many as there are. Default null.</summary>
    public double? MaxSamples { get; init; }

    /// <summary>Whether the accuracy on the rows that trees have not drawn is computed; needs <see cref="Bootstrap"/>. Default false.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>What a row of each class counts. Default 1 each.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most trees grown at once, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public ExtraTreesClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, default, cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public ExtraTreesClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private ExtraTreesClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var plan = new TreePlan
        {
            Owner = nameof(ExtraTreesClassifier),
            Trees = Trees,
            MaxDepth = MaxDepth,
            MinSamplesSplit = MinSamplesSplit,
            MinSamplesLeaf = MinSamplesLeaf,
            MinImpurityDecrease = MinImpurityDecrease,
            MaxLeafNodes = MaxLeafNodes,
            MaxFeatures = MaxFeatures,
            Bootstrap = Bootstrap,
            MaxSamples = MaxSamples,
            OutOfBag = OutOfBag,
            Seed = Seed,
            MaxWorkers = MaxWorkers,
            RandomCuts = true,
        };
        return new ExtraTreesClassifierModel(plan.Fit(x, y, classes, weights, ClassWeights, Criterion, cancellationToken), classes);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
