using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A random forest (Breiman 2001): trees on rows drawn with replacement, each split chosen among a few features drawn at random.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do. Each tree draws from its own stream, keyed by its number, so the model is the same bytes for
/// any number of workers. About O(trees · √features · rows · log² rows) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record RandomForestClassifier : IClassifier<RandomForestClassifierModel>
{
    /// <summary>Number of trees, at least 1. Default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>Greatest depth of a tree, at least 1; null for no limit. Default null.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Different rows a node needs to be split, at least 2. Default 2.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Different rows each side of a split keeps, at least 1. Default 1.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Features drawn per split. Default ⌊√features⌋.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.SquareRoot;

    /// <summary>Whether each tree sees as many rows drawn with replacement, or all rows. Default true.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>Seed of all draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most trees grown at once, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public RandomForestClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
    {
        Require.InRange(Trees, 1, int.MaxValue, nameof(RandomForestClassifier));
        Require.InRange(Seed, 0, int.MaxValue, nameof(RandomForestClassifier));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(RandomForestClassifier), nameof(MaxWorkers));
        var limits = TreeParameters.Limits(x.Columns, MaxDepth, MinSamplesSplit, MinSamplesLeaf, 0, null, MaxFeatures, nameof(RandomForestClassifier));
        TreeParameters.CheckData(x, y, classes, nameof(RandomForestClassifier));

        var workers = MaxWorkers ?? Environment.ProcessorCount;
        var data = new RankedColumns(x, workers, cancellationToken);
        var targets = y.ToArray();
        var trees = new Tree[Trees];
        var importances = new double[x.Columns];
        ForestGrower.Grow(
            data, () => new GiniCounts(data, targets, classes), limits, Seed, Bootstrap ? x.Rows : null, workers, trees, importances, cancellationToken);

        return new RandomForestClassifierModel(trees, importances, classes);
    }
}
