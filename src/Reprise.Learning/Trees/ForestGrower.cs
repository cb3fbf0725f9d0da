using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Trees;

/// <summary>Grows the trees of a forest in parallel. Each draws from its own stream, keyed by its number, so the forest does not depend on the workers.</summary>
internal static class ForestGrower
{
    /// <param name="data">Training data.</param>
    /// <param name="finder">Makes a split finder for a worker.</param>
    /// <param name="limits">Limits of each tree.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <param name="draws">Rows drawn with replacement for a tree; null for every row once.</param>
    /// <param name="workers">Most trees at once.</param>
    /// <param name="trees">Receives the trees.</param>
    /// <param name="importances">Receives the mean of the trees' normalized falls of impurity.</param>
    /// <param name="cancellationToken">Looked at once per tree.</param>
    public static void Grow(
        RankedColumns data,
        Func<SplitFinder> finder,
        TreeLimits limits,
        int seed,
        int? draws,
        int workers,
        Tree[] trees,
        double[] importances,
        CancellationToken cancellationToken)
    {
        var seeds = new Rng((ulong)seed);
        var perTree = new Matrix(trees.Length, data.Columns);
        Parallel.For(
            0,
            trees.Length,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            () => new TreeBuilder(data, finder(), limits),
            (i, _, builder) =>
            {
                trees[i] = builder.Grow(seeds.Fork((ulong)i), draws, perTree.Row(i));
                TreeParameters.Normalize(perTree.Row(i));
                return builder;
            },
            _ => { });

        for (var tree = 0; tree < trees.Length; tree++)
        {
            var row = perTree.Row(tree);
            for (var i = 0; i < importances.Length; i++)
            {
                importances[i] += row[i];
            }
        }

        TreeParameters.Normalize(importances);
    }
}
