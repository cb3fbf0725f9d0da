using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Trees;

/// <summary>A random forest of regression trees (Breiman 2001): the mean of trees on rows drawn with replacement.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do. Each tree draws from its own stream, keyed by its number, so the model is the same bytes for
/// any number of workers. About O(trees · features · rows · log² rows) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record RandomForestRegressor : IRegressor<RandomForestRegressorModel>, IWeightedRegressor
{
    /// <summary>Number of trees, at least 1. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Greatest depth of a tree, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Different rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Different rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Least fall of the mean squared error of a split, times the node's part of all weight, in [0, ∞). Default 0.</summary>
    public double MinImpurityDecrease { get; init; }

    /// <summary>Most leaves, at least 2: the leaf whose split gains most is split first; null for no limit, depth first. Default null.</summary>
    public int? MaxLeafNodes { get; init; }

    /// <summary>Features drawn per split. Default all.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.All;

    /// <summary>Whether each tree sees rows drawn with replacement, or all rows once. Default true.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>Rows drawn for a tree as a part of all rows, in (0, 1]; needs <see cref="Bootstrap"/>; null for as many as there are. Default null.</summary>
    public double? MaxSamples { get; init; }

    /// <summary>Whether the R² on the rows that trees have not drawn is computed; needs <see cref="Bootstrap"/>. Default false.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most trees grown at once, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public RandomForestRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        Fit(x, y, default, cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public RandomForestRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private RandomForestRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var plan = new TreePlan
        {
            Owner = nameof(RandomForestRegressor),
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
        };
        return new RandomForestRegressorModel(plan.Fit(x, y, weights, cancellationToken));
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
