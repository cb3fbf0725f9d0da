using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Boosting;

/// <summary>Friedman's gradient boosting: trees on derivatives, leaves by one Newton step (or the loss's own value), a share of the rows per tree.</summary>
internal static class ExactBooster
{
    /// <summary>A leaf whose second derivatives are all but 0 stays 0, as in scikit-learn.</summary>
    private const double LeastSecond = 1e-150;

    public static (TreeEnsemble Ensemble, SplitTally Tally) Fit(
        MatrixView x,
        BoostingLoss loss,
        double[] weights,
        ExactTreeRules rules,
        int trees,
        double learningRate,
        double subsample,
        int seed,
        CancellationToken cancellationToken)
    {
        var grower = new ExactTreeGrower(new SortedColumns(x), rules);
        var starts = loss.Starts();
        var scores = Array.ConvertAll(starts, start =>
        {
            var values = new double[x.Rows];
            Array.Fill(values, start);
            return values;
        });
        var (first, second) = (Array.ConvertAll(scores, s => new double[s.Length]), Array.ConvertAll(scores, s => new double[s.Length]));
        var inBag = new bool[subsample < 1 ? x.Rows : 0];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 1 };
        var (rng, tally, grown) = (new Rng((ulong)seed), SplitTally.Of(x.Columns), new List<BoostedTree>());
        for (var round = 0; round < trees; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var draws = rng.Fork((ulong)round);
            Draw(inBag, subsample, draws);
            loss.Derivatives(scores, first, second, parallel);
            for (var output = 0; output < starts.Length; output++)
            {
                var nodes = grower.Grow(first[output], weights, inBag, draws, tally);
                var leafWeights = new double[nodes.Length];
                foreach (var leaf in grower.Leaves)
                {
                    var value = loss.HasLeafValues
                        ? loss.LeafValue(grower.Rows(leaf), scores[output])
                        : NewtonStep(grower.Rows(leaf), first[output], second[output]) * (starts.Length > 1 ? (starts.Length - 1.0) / starts.Length : 1);
                    nodes[leaf.Index] = BoostedNode.LeafOf(learningRate * value);
                    leafWeights[leaf.Index] = loss.WeightOf(grower.Rows(leaf));
                }

                var tree = new BoostedTree(nodes, [], leafWeights);
                for (var row = 0; row < x.Rows; row++)
                {
                    scores[output][row] += tree.Evaluate(x.Row(row));
                }

                grown.Add(tree);
            }
        }

        return (new TreeEnsemble([.. grown], starts, x.Columns, takesMissing: false), tally);
    }

    private static double NewtonStep(ReadOnlySpan<int> rows, double[] first, double[] second)
    {
        var (g, h) = (0.0, 0.0);
        foreach (var row in rows)
        {
            g += first[row];
            h += second[row];
        }

        return h < LeastSecond ? 0 : -g / h;
    }

    /// <summary>Draws ⌊share · rows⌋ rows, at least one, without replacement.</summary>
    private static void Draw(bool[] inBag, double share, Rng rng)
    {
        var count = Math.Max(1, (int)(share * inBag.Length));
        for (var row = 0; row < inBag.Length; row++)
        {
            inBag[row] = rng.NextInt32(inBag.Length - row) < count;
            count -= inBag[row] ? 1 : 0;
        }
    }
}
