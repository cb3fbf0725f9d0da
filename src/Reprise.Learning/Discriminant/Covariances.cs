using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Discriminant;

/// <summary>Covariance matrices of centred rows, perhaps shrunk.</summary>
internal static class Covariances
{
    /// <summary>Σ xxᵀ / rows, columns × columns.</summary>
    public static Matrix Empirical(MatrixView centred, CancellationToken cancellationToken)
    {
        var covariance = new Matrix(centred.Columns, centred.Columns);
        MatrixProduct.Gram(MatrixOperand.Of(centred), covariance.Memory, cancellationToken: cancellationToken);
        foreach (ref var value in covariance.Values)
        {
            value /= centred.Rows;
        }

        return covariance;
    }

    /// <summary>The covariance of centred rows, shrunk as asked.</summary>
    public static Matrix Shrunk(MatrixView centred, CovarianceShrinkage shrinkage, CancellationToken cancellationToken)
    {
        if (shrinkage.Strength is { } fixedStrength)
        {
            var covariance = Empirical(centred, cancellationToken);
            Shrink(covariance, fixedStrength);
            return covariance;
        }

        var scales = new double[centred.Columns];
        var column = new double[centred.Rows];
        for (var i = 0; i < scales.Length; i++)
        {
            centred.CopyColumn(i, column);
            var (mean, variance) = ColumnStatistics.MeanAndVariance(column);
            scales[i] = ColumnStatistics.SafeDeviation(mean, variance, centred.Rows);
        }

        var scaled = new Matrix(centred.Rows, centred.Columns);
        for (var row = 0; row < centred.Rows; row++)
        {
            var from = centred.Row(row);
            var to = scaled.Row(row);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[i] / scales[i];
            }
        }

        var result = Empirical(scaled, cancellationToken);
        Shrink(result, LedoitWolf(scaled, result));
        for (var i = 0; i < scales.Length; i++)
        {
            for (var j = 0; j < scales.Length; j++)
            {
                result[i, j] *= scales[i] * scales[j];
            }
        }

        return result;
    }

    private static void Shrink(Matrix covariance, double strength)
    {
        var mean = Trace(covariance) / covariance.Rows;
        for (var i = 0; i < covariance.Rows; i++)
        {
            foreach (ref var value in covariance.Row(i))
            {
                value *= 1 - strength;
            }

            covariance[i, i] += strength * mean;
        }
    }

    /// <summary>Ledoit and Wolf, A well-conditioned estimator for large-dimensional covariance matrices, 2004, with population covariances.</summary>
    private static double LedoitWolf(Matrix centred, Matrix covariance)
    {
        double rows = centred.Rows, columns = centred.Columns;
        var fourth = 0.0;
        for (var row = 0; row < centred.Rows; row++)
        {
            var square = Vectors.Dot(centred.Row(row), centred.Row(row));
            fourth += square * square;
        }

        var squares = Vectors.Dot(covariance.Values, covariance.Values);
        var mean = Trace(covariance) / columns;
        var noise = ((fourth / rows) - squares) / (columns * rows);
        var spread = (squares - (columns * mean * mean)) / columns;
        noise = Math.Min(noise, spread);
        return noise <= 0 || columns == 1 ? 0 : noise / spread;
    }

    private static double Trace(Matrix matrix)
    {
        var trace = 0.0;
        for (var i = 0; i < matrix.Rows; i++)
        {
            trace += matrix[i, i];
        }

        return trace;
    }
}
