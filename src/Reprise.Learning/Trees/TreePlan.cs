using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>The parameters that trees and forests share, with the checks and the fit.</summary>
internal sealed record TreePlan
{
    /// <summary>Draw counts and classes are packed into 16 bits each.</summary>
    private const int MaxClasses = ushort.MaxValue;

    /// <summary>Greater targets have squares that are not finite.</summary>
    private const double MaxTarget = 1e150;

    public required string Owner { get; init; }

    /// <summary>Number of trees; null for a single tree, which draws from the seed's own stream.</summary>
    public int? Trees { get; init; }

    public int? MaxDepth { get; init; }

    public int MinSamplesSplit { get; init; }

    public int MinSamplesLeaf { get; init; }

    public double MinImpurityDecrease { get; init; }

    public int? MaxLeafNodes { get; init; }

    public MaxFeatures MaxFeatures { get; init; }

    public bool Bootstrap { get; init; }

    public double? MaxSamples { get; init; }

    public bool OutOfBag { get; init; }

    public bool RandomCuts { get; init; }

    public int Seed { get; init; }

    public int? MaxWorkers { get; init; }

    private int Workers => Trees is null ? 1 : MaxWorkers ?? Environment.ProcessorCount;

    /// <summary>Fits classes; the out-of-bag score is the accuracy.</summary>
    public FittedTrees Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, ClassWeights classWeights, Criterion criterion, CancellationToken cancellationToken)
    {
        var limits = Limits(x.Columns);
        Require.NotEmpty(x, Owner, 2);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, Owner);
        Require.InRange(classes, 2, MaxClasses, Owner);
        Require.Finite(x);
        Require.Weights(weights, x.Rows);

        var perRow = classWeights.Rows(y, classes, weights, Owner);
        Require.Weights(perRow, x.Rows);
        var targets = y.ToArray();
        var rows = Weighted(ref x, ref perRow);
        targets = rows is null ? targets : Array.ConvertAll(rows, row => targets[row]);
        var data = new RankedColumns(x, Workers, cancellationToken);
        Func<SplitFinder> finder = criterion == Criterion.Gini && perRow.Length == 0
            ? () => new GiniCounts(data, targets, classes)
            : () => new WeightedClasses(data, targets, perRow, classes, criterion);
        var (trees, importances) = Grow(data, finder, limits, cancellationToken);
        return new FittedTrees(trees, importances, OutOfBag ? OutOfBagScore.Accuracy(OutOfBagScore.Means(trees, x, Stream, Draws(x.Rows), cancellationToken), classes, targets) : null);
    }

    /// <summary>Fits values; the out-of-bag score is R².</summary>
    public FittedTrees Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var limits = Limits(x.Columns);
        Require.NotEmpty(x, Owner, 2);
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Finite(x);
        Require.Weights(weights, x.Rows);
        RequireSquares(y);

        var perRow = weights.ToArray();
        var targets = y.ToArray();
        var rows = Weighted(ref x, ref perRow);
        targets = rows is null ? targets : Array.ConvertAll(rows, row => targets[row]);
        var centred = Centred(targets);
        var data = new RankedColumns(x, Workers, cancellationToken);
        var (trees, importances) = Grow(data, () => new SquaredErrors(data, targets, centred, perRow), limits, cancellationToken);
        return new FittedTrees(trees, importances, OutOfBag ? OutOfBagScore.RSquared(OutOfBagScore.Means(trees, x, Stream, Draws(x.Rows), cancellationToken), targets) : null);
    }

    private TreeLimits Limits(int columns)
    {
        Require.InRange(Trees ?? 1, 1, int.MaxValue, Owner, nameof(Trees));
        Require.InRange(Seed, 0, int.MaxValue, Owner, nameof(Seed));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, Owner, nameof(MaxWorkers));
        Require.InRange(MaxSamples ?? 1, double.Epsilon, 1, Owner, nameof(MaxSamples));
        Require.InRange(MaxDepth ?? int.MaxValue, 1, int.MaxValue, Owner, nameof(MaxDepth));
        Require.InRange(MinSamplesSplit, 2, int.MaxValue, Owner, nameof(MinSamplesSplit));
        Require.InRange(MinSamplesLeaf, 1, int.MaxValue, Owner, nameof(MinSamplesLeaf));
        Require.InRange(MinImpurityDecrease, 0, double.PositiveInfinity, Owner, nameof(MinImpurityDecrease));
        Require.InRange(MaxLeafNodes ?? int.MaxValue, 2, int.MaxValue, Owner, nameof(MaxLeafNodes));
        if (!Bootstrap && (OutOfBag || MaxSamples is not null))
        {
            throw new ArgumentException($"`{(OutOfBag ? nameof(OutOfBag) : nameof(MaxSamples))}` of `{Owner}` needs `{nameof(Bootstrap)}`: without it every tree sees every row.");
        }

        return new TreeLimits
        {
            MaxDepth = MaxDepth ?? int.MaxValue,
            MinSamplesSplit = MinSamplesSplit,
            MinSamplesLeaf = MinSamplesLeaf,
            MinImpurityDecrease = MinImpurityDecrease,
            MaxLeafNodes = MaxLeafNodes ?? int.MaxValue,
            Features = columns > 0 ? MaxFeatures.Of(columns, Owner) : 0,
            RandomCuts = RandomCuts,
        };
    }

    private int? Draws(int rows) => Bootstrap ? Math.Max(1, (int)Math.Round(rows * (MaxSamples ?? 1), MidpointRounding.ToEven)) : null;

    private Rng Stream(int tree) => Trees is null ? new Rng((ulong)Seed) : new Rng((ulong)Seed).Fork((ulong)tree);

    /// <summary>Grows the trees in parallel. Each draws from its own stream, keyed by its number, so the forest does not depend on the workers.</summary>
    private (Tree[] Trees, double[] Importances) Grow(RankedColumns data, Func<SplitFinder> finder, TreeLimits limits, CancellationToken cancellationToken)
    {
        var trees = new Tree[Trees ?? 1];
        var perTree = new Matrix(trees.Length, data.Columns);
        Parallel.For(
            0,
            trees.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken },
            () => new TreeBuilder(data, finder(), limits),
            (i, _, builder) =>
            {
                trees[i] = builder.Grow(Stream(i), Draws(data.Rows), perTree.Row(i));
                Normalize(perTree.Row(i));
                return builder;
            },
            _ => { });

        var importances = new double[data.Columns];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var row = perTree.Row(tree);
            for (var i = 0; i < importances.Length; i++)
            {
                importances[i] += row[i];
            }
        }

        Normalize(importances);
        return (trees, importances);
    }

    /// <summary>Scales falls of impurity to sum 1; leaves those of trees without a split at zero.</summary>
    private static void Normalize(Span<double> importances)
    {
        var sum = 0.0;
        foreach (var importance in importances)
        {
            sum += importance;
        }

        if (sum > 0)
        {
            foreach (ref var importance in importances)
            {
                importance /= sum;
            }
        }
    }

    /// <summary>Leaves rows of weight 0 out, and the weights when all are 1; the rows kept, or null for all.</summary>
    private static int[]? Weighted(ref MatrixView x, ref double[] weights)
    {
        int[]? kept = null;
        if (weights.AsSpan().Contains(0))
        {
            var given = weights;
            kept = [.. Enumerable.Range(0, given.Length).Where(row => given[row] > 0)];
            weights = Array.ConvertAll(kept, row => given[row]);
            x = x.TakeRows(kept);
        }

        weights = weights.AsSpan().ContainsAnyExcept(1) ? weights : [];
        return kept;
    }

    private void RequireSquares(ReadOnlySpan<double> y)
    {
        foreach (var value in y)
        {
            if (Math.Abs(value) > MaxTarget)
            {
                throw new ArgumentException($"y of `{Owner}` must lie within ±1e150, so that its squares are finite; scale it.", nameof(y));
            }
        }
    }

    private static double[] Centred(double[] y)
    {
        var mean = 0.0;
        foreach (var value in y)
        {
            mean += value / y.Length;
        }

        return Array.ConvertAll(y, value => value - mean);
    }
}
