using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>What the models of trees and forests share: trees, importances and the score on rows left out.</summary>
internal sealed record FittedTrees(Tree[] Trees, double[] Importances, double? OutOfBagScore = null)
{
    /// <summary>Checks the input and writes the mean of the trees' leaves per row.</summary>
    public void Predict(MatrixView x, Span<double> destination, string owner, CancellationToken cancellationToken)
    {
        Require.Columns(x, Importances.Length, owner);
        Require.Destination(destination, (long)x.Rows * Trees[0].Outputs);
        Require.Finite(x);

        TreeSum.Mean(Trees, x, destination, cancellationToken);
    }
}
