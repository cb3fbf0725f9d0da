using System.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>Fits a <see cref="LogisticRegression"/> in scaled coordinates and takes the minimum back to the columns as they are.</summary>
internal static class LogisticSolver
{
    private const int SinglePrecisionValues = 1 << 20;     // from here on memory traffic decides and floats halve it
    private const double SinglePrecisionTolerance = 3e-6;  // gradients of floats are no better than that

    public static LogisticRegressionModel Solve(LogisticRegression parameters, PresentClasses data, int classes, CancellationToken cancellationToken)
    {
        var workers = parameters.MaxWorkers ?? Environment.ProcessorCount;
        var columns = data.X.Columns;
        var outputs = data.Classes.Length == 2 ? 1 : data.Classes.Length;
        var moments = ColumnMoments.Of(data.X, data.Weights, parameters.FitIntercept, workers, nameof(LogisticRegression), cancellationToken);

        var (ridge, lasso) = Strengths(parameters, moments.TotalWeight);
        var (factors, ridges) = (new double[columns], new double[columns]);
        var penalties = new double[outputs * (columns + (parameters.FitIntercept ? 1 : 0))];
        for (var i = 0; i < columns; i++)
        {
            // The Hessian's diagonal is about variance / 4 + ridge: made the same for all.
            var size = moments.Variances[i] + (4 * ridge);
            factors[i] = size > 0 ? 1 / Math.Sqrt(size) : 1;
            factors[i] = double.IsFinite(factors[i]) ? factors[i] : 1;
            ridges[i] = ridge * factors[i] * factors[i];
            for (var output = 0; output < outputs; output++)
            {
                penalties[(output * columns) + i] = lasso * factors[i];
            }
        }

        var point = new double[penalties.Length];
        var minimum = new Minimum(0, Converged: false);
        if ((long)data.X.Rows * columns >= SinglePrecisionValues)
        {
            minimum = Minimise<float>(Math.Max(parameters.Tolerance, SinglePrecisionTolerance), 0);
            minimum = minimum with { Converged = minimum.Converged && parameters.Tolerance >= SinglePrecisionTolerance };
        }

        if (!minimum.Converged && minimum.Iterations < parameters.MaxIterations)
        {
            minimum = Minimise<double>(parameters.Tolerance, minimum.Iterations);
        }

        return Model(point, minimum);

        Minimum Minimise<T>(double tolerance, int done)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var objective = new LogisticObjective<T>(
                ScaledRows.Of<T>(data.X, moments.Means, factors, workers, cancellationToken), columns, data.Targets, data.Weights, outputs, ridges, moments.TotalWeight, workers, cancellationToken);
            var rest = parameters.MaxIterations - done;
            var found = lasso > 0
                ? OrthantWise.Minimise(objective, penalties, point, tolerance, rest, cancellationToken)
                : Lbfgs.Minimise(objective, point, tolerance, rest, cancellationToken);
            return found with { Iterations = done + found.Iterations };
        }

        LogisticRegressionModel Model(double[] solution, Minimum end)
        {
            var (coefficients, intercepts) = (new double[outputs * columns], new double[outputs]);
            for (var output = 0; output < outputs; output++)
            {
                var intercept = parameters.FitIntercept ? solution[(outputs * columns) + output] : 0;
                for (var i = 0; i < columns; i++)
                {
                    var coefficient = solution[(output * columns) + i] * factors[i];
                    coefficients[(output * columns) + i] = coefficient;
                    intercept = Math.FusedMultiplyAdd(-coefficient, moments.Means[i], intercept);
                }

                intercepts[output] = intercept;
            }

            return new LogisticRegressionModel(coefficients, intercepts, data.Classes, columns, classes, end.Iterations, end.Converged);
        }
    }

    /// <summary>Factors of ½‖w‖² and ‖w‖₁ beside the mean loss.</summary>
    private static (double Ridge, double Lasso) Strengths(LogisticRegression parameters, double total)
    {
        var strength = 1 / (parameters.C * total);
        return parameters.Penalty switch
        {
            Penalty.None => (0, 0),
            Penalty.L2 => (strength, 0),
            Penalty.L1 => (0, strength),
            Penalty.ElasticNet => ((1 - parameters.L1Ratio) * strength, parameters.L1Ratio * strength),
            _ => throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Penalty, $"`{nameof(Penalty)}` of `{nameof(LogisticRegression)}` is not a penalty."),
        };
    }
}
