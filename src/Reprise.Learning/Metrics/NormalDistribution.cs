using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>The standard normal distribution, the same bits on every machine.</summary>
internal static class NormalDistribution
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    /// <summary>P(Z ≤ x), by the series of Marsaglia (2004); within 1e-15 absolute.</summary>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 8.3)
        {
            return double.IsNaN(x) ? x : x > 0 ? 1 : 0;
        }

        var (sum, term) = (x, x);
        for (var i = 3; ; i += 2)
        {
            term *= x * x / i;
            var next = sum + term;
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return Math.Clamp(0.5 + (sum * InverseSqrtTwoPi * PortableMath.Exp(-0.5 * x * x)), 0, 1);
    }

    /// <summary>The x with P(Z ≤ x) = p: bisection on <see cref="Cumulative"/>, ±8.3 at the ends.</summary>
    public static double Quantile(double p)
    {
        var (low, high) = (-8.3, 8.3);
        while (true)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (Cumulative(middle) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }
}
