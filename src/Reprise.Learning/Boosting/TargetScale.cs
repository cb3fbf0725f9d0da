namespace Reprise.Learning.Boosting;

/// <summary>
/// Targets whose squares overflow, or vanish, are boosted as ones of usual size, and the trees brought back to theirs: a power of two, which no digit notices.
/// Gains stay in the usual unit.
/// </summary>
internal static class TargetScale
{
    /// <summary>Above it, sums of squares over two billion rows may overflow.</summary>
    private const double Largest = 1e130;

    /// <summary>The power of two the targets are divided by; 1 for targets as they mostly are, and for a loss that is not one of differences.</summary>
    public static double Of(RegressionLoss loss, ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        foreach (var value in y)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return loss == RegressionLoss.Poisson || largest is 0 or (>= 1 / Largest and <= Largest) ? 1 : Math.ScaleB(1, Math.ILogB(largest));
    }

    /// <summary>The trees of the targets as they were.</summary>
    public static TreeEnsemble Restore(TreeEnsemble small, double scale)
    {
        var trees = new BoostedTree[small.Trees.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            var tree = small.Trees[i];
            var nodes = tree.Nodes.ToArray();
            for (var at = 0; at < nodes.Length; at++)
            {
                nodes[at] = nodes[at].Feature == BoostedNode.Leaf ? BoostedNode.LeafOf(nodes[at].Value * scale) : nodes[at];
            }

            trees[i] = new BoostedTree(nodes, tree.Sets.ToArray(), tree.Weights.ToArray());
        }

        return new TreeEnsemble(trees, Array.ConvertAll(small.Starts.ToArray(), start => start * scale), small.Columns, small.TakesMissing);
    }
}
