using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.Powers;

/// <summary>The Box-Cox (1964) family of power transforms and its likelihood under a normal distribution.</summary>
internal static class BoxCox
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>1/15!, 1/14!, … 1/2!.</summary>
    private static ReadOnlySpan<double> ExpSeries =>
    [
        1.0 / 1307674368000, 1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
        1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>(x^λ − 1) / λ for x above 0, continuous in λ: log x at 0; cut to the ends of the double range.</summary>
    public static double Transform(double x, double lambda)
    {
        var log = PortableMath.Log(x);
        var power = lambda * log;
        if (Math.Abs(power) < 0.25)
        {
            var series = 0.0;
            foreach (var coefficient in ExpSeries)
            {
                series = (series * power) + coefficient;
            }

            return log + (log * power * series);                // log · (eᵖ − 1) / p, without the difference of near equals
        }

        return ColumnStatistics.Saturate((PortableMath.Pow(x, lambda) - 1) / lambda);
    }

    /// <summary>The logarithm of each value.</summary>
    public static double[] Logs(ReadOnlySpan<double> values)
    {
        var logs = new double[values.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = PortableMath.Log(values[i]);
        }

        return logs;
    }

    /// <summary>Σ log x, the part of the likelihood that the data alone give.</summary>
    public static double LogJacobian(ReadOnlySpan<double> logs)
    {
        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += log;
        }

        return sum;
    }

    /// <summary>The negative log-likelihood of <paramref name="lambda"/>; +∞ where the transform overflows or leaves no variance.</summary>
    public static double NegativeLogLikelihood(ReadOnlySpan<double> logs, double logJacobian, double lambda, Span<double> scratch)
    {
        if (!double.IsFinite(lambda))
        {
            return double.PositiveInfinity;
        }

        // The offset 1/λ changes no variance, and leaving it out loses no digits.
        for (var i = 0; i < logs.Length; i++)
        {
            scratch[i] = lambda == 0 ? logs[i] : PortableMath.Exp(lambda * logs[i]) / lambda;
        }

        var (_, variance) = ColumnStatistics.MeanAndVariance(scratch[..logs.Length]);
        return variance >= SmallestNormal && double.IsFinite(variance)
            ? (logs.Length / 2.0 * PortableMath.Log(variance)) - ((lambda - 1) * logJacobian)
            : double.PositiveInfinity;
    }

    /// <summary>Refuses values of 0 and below.</summary>
    public static void RequirePositive(MatrixView x)
    {
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (values[column] <= 0)
                {
                    throw new ArgumentException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Box-Cox needs x above 0. Got {values[column]} at row {row}, column {column}. Shift the column or use {nameof(PowerMethod)}.{nameof(PowerMethod.YeoJohnson)}."),
                        nameof(x));
                }
            }
        }
    }
}
