using Reprise.Core.Numerics;

namespace Reprise.Learning.Preprocessing.Powers;

/// <summary>The Yeo-Johnson (2000) family of power transforms and its likelihood under a normal distribution.</summary>
internal static class YeoJohnson
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>The transformed value; continuous in <paramref name="lambda"/>, the identity at 1; cut to the ends of the double range.</summary>
    public static double Transform(double x, double lambda) => ColumnStatistics.Saturate(Unbounded(x, lambda));

    /// <summary>Σ sign(x)·log(1 + |x|), the part of the likelihood that the data alone give.</summary>
    public static double LogJacobian(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var x in values)
        {
            sum += x >= 0 ? PortableMath.LogOnePlus(x) : -PortableMath.LogOnePlus(-x);
        }

        return sum;
    }

    /// <summary>The negative log-likelihood of <paramref name="lambda"/>; +∞ where the transform overflows or leaves no variance.</summary>
    public static double NegativeLogLikelihood(ReadOnlySpan<double> values, double logJacobian, double lambda, Span<double> scratch)
    {
        if (!double.IsFinite(lambda))
        {
            return double.PositiveInfinity;
        }

        for (var i = 0; i < values.Length; i++)
        {
            scratch[i] = Unbounded(values[i], lambda);
        }

        var (_, variance) = ColumnStatistics.MeanAndVariance(scratch[..values.Length]);
        return variance >= SmallestNormal && double.IsFinite(variance)
            ? (values.Length / 2.0 * PortableMath.Log(variance)) - ((lambda - 1) * logJacobian)
            : double.PositiveInfinity;
    }

    private static double Unbounded(double x, double lambda) =>
        x >= 0
            ? Math.Abs(lambda) < Epsilon ? PortableMath.LogOnePlus(x) : (PortableMath.Pow(x + 1, lambda) - 1) / lambda
            : Math.Abs(lambda - 2) > Epsilon ? -(PortableMath.Pow(1 - x, 2 - lambda) - 1) / (2 - lambda) : -PortableMath.LogOnePlus(-x);
}
