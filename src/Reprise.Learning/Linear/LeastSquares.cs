using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Solves min ‖y − Xw‖² + alpha · ‖w‖².</summary>
internal static class LeastSquares
{
    private const double SmallestPivot = 1e-9;     // of a correlation matrix: below it half of the digits are lost

    /// <summary>By normal equations where they are safe, else by singular values; of many solutions the shortest.</summary>
    public static double[] Solve(WeightedRows rows, double alpha)
    {
        if (rows.Columns <= rows.Rows && Normal(rows, alpha) is { } solution)
        {
            return solution;
        }

        return alpha > 0 && rows.Columns > rows.Rows ? Dual(rows, alpha) : Singular(rows, alpha);
    }

    /// <summary>Cholesky on columns of length 1, and one step of refinement from the residuals; null when a pivot is too small.</summary>
    private static double[]? Normal(WeightedRows rows, double alpha)
    {
        var factors = new double[rows.Columns];
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = 1 / Math.Sqrt((rows.Moments.Variances[i] * rows.Moments.TotalWeight) + alpha);
            if (!double.IsFinite(factors[i]) || factors[i] == 0)
            {
                return null;
            }
        }

        var gram = rows.Gram(factors);
        for (var i = 0; i < factors.Length; i++)
        {
            gram[i, i] += alpha * factors[i] * factors[i];
        }

        if (Cholesky.TryFactor(gram) is not { } factor)
        {
            return null;
        }

        for (var i = 0; i < factors.Length; i++)
        {
            if (factor.Lower[i, i] * factor.Lower[i, i] < SmallestPivot)
            {
                return null;
            }
        }

        var solution = new double[factors.Length];
        for (var step = 0; step < 2; step++)
        {
            var gradient = rows.Gradient(factors, solution);
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] -= alpha * factors[i] * factors[i] * solution[i];
            }

            factor.Solve(gradient);
            Vectors.AddScaled(1, gradient, solution);
        }

        for (var i = 0; i < solution.Length; i++)
        {
            solution[i] *= factors[i];
        }

        return solution;
    }

    /// <summary>w = Xᵀ(XXᵀ + αI)⁻¹y, for fewer rows than columns.</summary>
    private static double[] Dual(WeightedRows rows, double alpha)
    {
        var x = rows.All(Ones(rows.Columns));
        var kernel = new Matrix(x.Rows, x.Rows);
        MatrixProduct.Gram(MatrixOperand.TransposeOf(x.View), kernel.Memory);
        for (var i = 0; i < x.Rows; i++)
        {
            kernel[i, i] += alpha;
        }

        if (Cholesky.TryFactor(kernel) is not { } factor)
        {
            return Singular(rows, alpha);
        }

        var duals = rows.Targets();
        factor.Solve(duals);
        var solution = new double[x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            Vectors.AddScaled(duals[row], x.Row(row), solution);
        }

        return solution;
    }

    /// <summary>Singular values that are 0 within rounding are left out, as LAPACK's gelsd does.</summary>
    private static double[] Singular(WeightedRows rows, double alpha)
    {
        var svd = Svd.Of(rows.All(Ones(rows.Columns)));
        var targets = rows.Targets();
        var solution = new double[rows.Columns];
        var smallest = svd.Values[0] * 2.220446049250313e-16 * Math.Max(rows.Rows, rows.Columns);
        for (var i = 0; i < svd.Values.Length && svd.Values[i] > smallest; i++)
        {
            var value = svd.Values[i];
            Vectors.AddScaled(Vectors.Dot(svd.Left.Row(i), targets) / (value + (alpha / value)), svd.Right.Row(i), solution);
        }

        return solution;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
