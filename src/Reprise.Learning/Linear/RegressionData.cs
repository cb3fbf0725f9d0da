using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Linear;

/// <summary>What the linear regressors share.</summary>
internal static class RegressionData
{
    public static void Check(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, string owner)
    {
        Require.NotEmpty(x, owner);
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Weights(weights, x.Rows);
        Require.Finite(x);
    }

    public static LinearRegressionModel Fit(
        MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, double alpha, bool intercept, int? workers, string owner, CancellationToken cancellationToken)
    {
        var rows = new WeightedRows(x, y, weights, intercept, workers ?? Environment.ProcessorCount, owner, cancellationToken);
        var coefficients = LeastSquares.Solve(rows, alpha);
        return new LinearRegressionModel(coefficients, intercept ? rows.Intercept(coefficients) : 0);
    }
}
