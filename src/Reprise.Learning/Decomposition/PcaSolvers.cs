using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Decomposition;

/// <summary>The ways to the spectrum of centred rows.</summary>
internal static class PcaSolvers
{
    private const int BlockRows = 2048;

    public static Spectrum Full(MatrixView x, double[] means, int workers, CancellationToken cancellationToken)
    {
        var centred = ScaledRows.Of<double>(x, means, Ones(x.Columns), workers, cancellationToken);
        var svd = Svd.Of(new MatrixView(centred, x.Rows, x.Columns), cancellationToken);
        var variances = new double[svd.Values.Length];
        for (var i = 0; i < variances.Length; i++)
        {
            variances[i] = svd.Values[i] / (x.Rows - 1) * svd.Values[i];
        }

        return new Spectrum(svd.Right, variances);
    }

    public static Spectrum Covariance(MatrixView x, double[] means, int workers, CancellationToken cancellationToken)
    {
        var covariance = new Matrix(x.Columns, x.Columns);
        var ones = Ones(x.Columns);
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            var rows = Rows(x, start);
            var centred = ScaledRows.Of<double>(rows, means, ones, workers, cancellationToken);
            MatrixProduct.Gram(MatrixOperand.Of<double>(centred, rows.Rows, x.Columns), covariance.Memory, accumulate: start > 0, workers, cancellationToken);
        }

        foreach (ref var value in covariance.Values)
        {
            value /= x.Rows - 1;
        }

        var eigen = SymmetricEigen.Of(covariance, workers, cancellationToken);
        return new Spectrum(eigen.Vectors, [.. eigen.Values.ToArray().Select(value => Math.Max(0, value))]);
    }

    /// <summary>Orthonormal directions multiplied by the covariance again and again, and at last the covariance within their span.</summary>
    public static Spectrum Randomized(MatrixView x, double[] means, Pca parameters, int count, int workers, CancellationToken cancellationToken)
    {
        var width = (int)Math.Min((long)count + parameters.Oversamples, Math.Min(x.Rows, x.Columns));
        var iterations = parameters.PowerIterations ?? (count < 0.1 * Math.Min(x.Rows, x.Columns) ? 7 : 4);
        var rng = new Rng((ulong)parameters.Seed);
        var random = new Matrix(width, x.Columns);
        foreach (ref var value in random.Values)
        {
            value = (2 * rng.NextDouble()) - 1;
        }

        var directions = Qr.OfTransposed(random, cancellationToken).TransposedBasis;
        for (var i = 0; i <= iterations; i++)
        {
            var (images, _) = Multiply(x, means, directions, workers, cancellationToken);
            directions = Qr.OfTransposed(images, cancellationToken).TransposedBasis;
        }

        var (_, within) = Multiply(x, means, directions, workers, cancellationToken);
        var eigen = SymmetricEigen.Of(within, workers, cancellationToken);
        var turned = new Matrix(width, x.Columns);
        MatrixProduct.Multiply(MatrixOperand.Of(eigen.Vectors), MatrixOperand.Of(directions), turned.Memory, x.Columns, workers: workers, cancellationToken: cancellationToken);
        return new Spectrum(turned, [.. eigen.Values.ToArray().Select(value => Math.Max(0, value / (x.Rows - 1)))]);
    }

    /// <summary>D·XᵀX and D·XᵀX·Dᵀ of centred X, in one pass over its rows.</summary>
    private static (Matrix Images, Matrix Within) Multiply(MatrixView x, double[] means, MatrixView directions, int workers, CancellationToken cancellationToken)
    {
        var (images, within) = (new Matrix(directions.Rows, x.Columns), new Matrix(directions.Rows, directions.Rows));
        var ones = Ones(x.Columns);
        var scores = new double[BlockRows * directions.Rows];
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            var rows = Rows(x, start);
            var centred = MatrixOperand.Of<double>(ScaledRows.Of<double>(rows, means, ones, workers, cancellationToken), rows.Rows, x.Columns);
            MatrixProduct.Multiply(centred, MatrixOperand.TransposeOf(directions), scores, directions.Rows, workers: workers, cancellationToken: cancellationToken);
            MatrixProduct.Multiply(
                MatrixOperand.TransposeOf<double>(scores, rows.Rows, directions.Rows), centred, images.Memory, x.Columns, accumulate: start > 0, workers, cancellationToken);
            MatrixProduct.Gram(MatrixOperand.Of<double>(scores, rows.Rows, directions.Rows), within.Memory, accumulate: start > 0, workers, cancellationToken);
        }

        return (images, within);
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private static MatrixView Rows(MatrixView x, int start) => x.Slice(start, Math.Min(BlockRows, x.Rows - start));
}
