using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Boosting;

/// <summary>Boosted trees as a sum: score k of a row is its start plus the values of trees k, k + outputs, k + 2 · outputs, …</summary>
internal sealed class TreeEnsemble(BoostedTree[] trees, double[] starts, int columns, bool takesMissing = true)
{
    /// <summary>Rows whose scores are summed together, tree by tree: they stay in the cache while the trees pass.</summary>
    private const int Block = 256;

    /// <summary>Trees, round after round, one per output in each.</summary>
    public ReadOnlySpan<BoostedTree> Trees => trees;

    /// <summary>Scores before the first tree, one per output.</summary>
    public ReadOnlySpan<double> Starts => starts;

    /// <summary>Number of scores per row.</summary>
    public int Outputs => starts.Length;

    /// <summary>Columns the trees look at.</summary>
    public int Columns => columns;

    /// <summary>Whether NaN is a missing value; otherwise it is refused.</summary>
    public bool TakesMissing => takesMissing;

    /// <summary>Whether every tree with a split knows the weights of its leaves, without which it cannot be explained.</summary>
    public bool HasWeights => Array.TrueForAll(trees, tree => tree.Nodes.Length == 1 || tree.Weights.Length > 0);

    /// <summary>Refuses rows the trees were not fitted for.</summary>
    public void Check(MatrixView x, string owner)
    {
        Require.Columns(x, columns, owner);
        if (takesMissing)
        {
            Require.FiniteOrMissing(x);
        }
        else
        {
            Require.Finite(x);
        }
    }

    /// <summary>Writes rows × <see cref="Outputs"/> scores, row-major.</summary>
    public void Scores(MatrixView x, Span<double> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var from = 0; from < x.Rows; from += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = Math.Min(x.Rows, from + Block);
            for (var row = from; row < to; row++)
            {
                starts.CopyTo(destination[(row * starts.Length)..]);
            }

            for (var i = 0; i < trees.Length; i++)
            {
                var (tree, output) = (trees[i], i % starts.Length);
                for (var row = from; row < to; row++)
                {
                    destination[(row * starts.Length) + output] += tree.Evaluate(x.Row(row));
                }
            }
        }
    }
}
