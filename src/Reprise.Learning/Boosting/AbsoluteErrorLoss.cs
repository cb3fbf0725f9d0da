namespace Reprise.Learning.Boosting;

/// <summary>|y − score|: trees are grown on the sign of the error, and leaves take the median error of their rows (Friedman 2001, algorithm 3).</summary>
internal sealed class AbsoluteErrorLoss(double[] y, double[] weights) : BoostingLoss(y.Length, weights)
{
    public override bool HasLeafValues => true;

    public override double[] Starts()
    {
        var rows = new int[y.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        return [LeafValue(rows, new double[y.Length])];
    }

    /// <summary>The weighted median of y − score.</summary>
    public override double LeafValue(ReadOnlySpan<int> leaf, double[] scores)
    {
        var errors = new double[leaf.Length];
        var leafWeights = new double[leaf.Length];
        var all = 0.0;
        for (var i = 0; i < leaf.Length; i++)
        {
            errors[i] = y[leaf[i]] - scores[leaf[i]];
            leafWeights[i] = Weight(leaf[i]);
            all += leafWeights[i];
        }

        Array.Sort(errors, leafWeights);
        var (below, at) = (leafWeights[0], 0);
        while (at + 1 < errors.Length && below < all / 2)
        {
            below += leafWeights[++at];
        }

        return below == all / 2 && at + 1 < errors.Length ? (errors[at] / 2) + (errors[at + 1] / 2) : errors[at];
    }

    protected override double Of(double[][] scores, int row) => Math.Abs(scores[0][row] - y[row]);

    protected override void Derivatives(double[][] scores, double[][] first, double[][] second, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            first[0][row] = Math.Sign(scores[0][row] - y[row]);
            second[0][row] = 1;
        }
    }
}
