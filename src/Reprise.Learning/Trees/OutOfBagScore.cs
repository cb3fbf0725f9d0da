using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Trees;

/// <summary>How good a forest is on its training rows when each row asks only the trees that did not draw it (Breiman 2001).</summary>
internal static class OutOfBagScore
{
    /// <summary>Per row the mean of the trees that left it out; NaN where there is none. Draws are repeated from the trees' streams.</summary>
    public static Matrix Means(Tree[] trees, MatrixView x, Func<int, Rng> stream, int? draws, CancellationToken cancellationToken)
    {
        var means = new Matrix(x.Rows, trees[0].Outputs);
        var counts = new int[x.Rows];
        var drawn = new bool[x.Rows];
        for (var i = 0; i < trees.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rng = stream(i);
            drawn.AsSpan().Clear();
            for (var draw = 0; draw < draws; draw++)
            {
                drawn[rng.NextInt32(drawn.Length)] = true;
            }

            for (var row = 0; row < drawn.Length; row++)
            {
                if (drawn[row])
                {
                    continue;
                }

                counts[row]++;
                var leaf = trees[i].RowOf(TreeWalk.Descend(trees[i].Nodes, x.Row(row)));
                var sums = means.Row(row);
                for (var output = 0; output < leaf.Length; output++)
                {
                    sums[output] += leaf[output];
                }
            }
        }

        for (var row = 0; row < counts.Length; row++)
        {
            foreach (ref var mean in means.Row(row))
            {
                mean /= counts[row];
            }
        }

        return means;
    }

    /// <summary>The part of rows whose greatest mean is their class; null when no row was left out.</summary>
    public static double? Accuracy(Matrix means, int classes, int[] y)
    {
        var (rows, right) = (0, 0);
        for (var row = 0; row < y.Length; row++)
        {
            var values = means.Row(row);
            if (double.IsNaN(values[0]))
            {
                continue;
            }

            var best = 0;
            for (var i = 1; i < classes; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            rows++;
            right += best == y[row] ? 1 : 0;
        }

        return rows == 0 ? null : right / (double)rows;
    }

    /// <summary>1 − squared errors ÷ squared deviations over the rows left out; null when there are none or their targets are equal.</summary>
    public static double? RSquared(Matrix means, double[] y)
    {
        var (mean, rows) = (0.0, 0);
        for (var row = 0; row < y.Length; row++)
        {
            if (!double.IsNaN(means[row, 0]))
            {
                rows++;
                mean += (y[row] - mean) / rows;
            }
        }

        var (errors, deviations) = (0.0, 0.0);
        for (var row = 0; row < y.Length; row++)
        {
            if (!double.IsNaN(means[row, 0]))
            {
                errors += (y[row] - means[row, 0]) * (y[row] - means[row, 0]);
                deviations += (y[row] - mean) * (y[row] - mean);
            }
        }

        return deviations > 0 ? 1 - (errors / deviations) : null;
    }
}
