using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Bayes;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Discriminant;

/// <summary>Normal densities with a covariance for each class: boundaries are quadratic (Hastie, Tibshirani and Friedman, 4.3).</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do, but a direction in which a class does not vary counts with the least variance allowed instead of
/// none. O(rows · columns² + classes · columns³) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record QuadraticDiscriminantAnalysis : IClassifier<QuadraticDiscriminantAnalysisModel>
{
    /// <summary>How far each class's covariance S is drawn to the identity, (1 − r)·S + r·I, in [0, 1]. Default 0.</summary>
    public double Regularization { get; init; }

    /// <summary>Least variance of a class in any direction, columns scaled to variance 1 over all rows, in [0, ∞); rounding sets a floor of 1e-12. Default 1e-9.</summary>
    public double LeastVariance { get; init; } = 1e-9;

    /// <summary>How probable classes are beforehand. Default as often as they occur.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Empirical;

    /// <inheritdoc/>
    public QuadraticDiscriminantAnalysisModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private QuadraticDiscriminantAnalysisModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        Require.InRange(Regularization, 0, 1, nameof(QuadraticDiscriminantAnalysis));
        Require.InRange(LeastVariance, 0, double.PositiveInfinity, nameof(QuadraticDiscriminantAnalysis));
        var groups = CentredClasses.Of(x, y, classes, nameof(QuadraticDiscriminantAnalysis));
        var priors = Priors.For(groups.Sizes(), nameof(QuadraticDiscriminantAnalysis));
        RequireTwoRows(groups);

        var scales = new double[x.Columns];
        var column = new double[x.Rows];
        for (var i = 0; i < scales.Length; i++)
        {
            x.CopyColumn(i, column);
            var (mean, variance) = ColumnStatistics.MeanAndVariance(column);
            scales[i] = ColumnStatistics.SafeDeviation(mean, variance, x.Rows);
        }

        var whitenings = new Matrix[classes];
        var logDeterminants = new double[classes];
        for (var i = 0; i < classes; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (whitenings[i], logDeterminants[i]) = groups.Size(i) > 0 ? Whiten(groups.RowsOf(i), scales, cancellationToken) : (new Matrix(x.Columns, x.Columns), 0);
        }

        return new QuadraticDiscriminantAnalysisModel(groups.Means, whitenings, logDeterminants, priors);
    }

    /// <summary>Rows w with ‖W(x − mean)‖² = (x − mean)ᵀ · covariance⁻¹ · (x − mean), and the log determinant of the scaled covariance.</summary>
    private (Matrix Whitening, double LogDeterminant) Whiten(MatrixView rows, double[] scales, CancellationToken cancellationToken)
    {
        var covariance = Covariances.Empirical(rows, cancellationToken);
        var factor = (1 - Regularization) * rows.Rows / (rows.Rows - 1);
        for (var i = 0; i < scales.Length; i++)
        {
            for (var j = 0; j < scales.Length; j++)
            {
                covariance[i, j] = ((covariance[i, j] * factor) + (i == j ? Regularization : 0)) / scales[i] / scales[j];
            }
        }

        var eigen = SymmetricEigen.Of(covariance, cancellationToken: cancellationToken);
        var logDeterminant = 0.0;
        var whitening = new Matrix(scales.Length, scales.Length);
        for (var i = 0; i < scales.Length; i++)
        {
            var variance = Math.Max(eigen.Values[i], Math.Max(LeastVariance, 1e-12));
            logDeterminant += PortableMath.Log(variance);
            for (var column = 0; column < scales.Length; column++)
            {
                whitening[i, column] = eigen.Vectors[i, column] / scales[column] / Math.Sqrt(variance);
            }
        }

        return (whitening, logDeterminant);
    }

    private static void RequireTwoRows(CentredClasses groups)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            if (groups.Size(i) == 1)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"`{nameof(QuadraticDiscriminantAnalysis)}` needs at least 2 rows of each class. Class {i} has 1, which has no covariance."));
            }
        }
    }
}
