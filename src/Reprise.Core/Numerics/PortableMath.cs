namespace Reprise.Core.Numerics;

/// <summary>Logarithm, exponential, power and their kin that give the same bits on every machine.</summary>
/// <remarks>
/// <see cref="Math.Log(double)"/> and <see cref="Math.Pow"/> belong to the platform's C library and may differ in the last digit between operating
/// systems and CPUs, and with them every model fitted through them. These use only +, −, ×, ÷ and fused multiply-add, which IEEE 754 fixes. The logarithm is
/// carried in two doubles, so a power is within 2 units in the last place while |exponent · log base| is below 100, and within 16 anywhere.
/// </remarks>
public static partial class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;      // 33 bits: k · Ln2High is exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;
    private const double SquareRootOfTwo = 1.41421356237309514547;

    /// <summary>1/27, 1/25, … 1/3.</summary>
    private static ReadOnlySpan<double> AtanhSeries =>
        [1.0 / 27, 1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3];

    /// <summary>1/13!, 1/12!, … 1/2!.</summary>
    private static ReadOnlySpan<double> ExpSeries =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>The natural logarithm; NaN below 0, −∞ at 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : double.IsPositiveInfinity(x) ? x : double.NaN;
        }

        var (high, low) = LogParts(x);
        return high + low;
    }

    /// <summary>log(1 + x) without losing small x; NaN below −1, −∞ at −1.</summary>
    public static double LogOnePlus(double x)
    {
        var u = 1 + x;
        if (!(u > 0) || double.IsInfinity(u))
        {
            return Log(u);
        }

        var rest = Math.Abs(x) <= 1 ? x - (u - 1) : 1 - (u - x);     // what 1 + x lost by rounding
        var (high, low) = LogParts(u);
        return high + (low + (rest / u));
    }

    /// <summary>A positive, finite base to any finite exponent; +∞ where it overflows, 0 where it vanishes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not positive and finite, or <paramref name="exponent"/> not finite.</exception>
    public static double Pow(double value, double exponent)
    {
        if (!(value > 0) || double.IsInfinity(value) || !double.IsFinite(exponent))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "The base must be positive and finite, and the exponent finite.");
        }

        var (high, low) = LogParts(value);
        var product = exponent * high;
        var rest = double.IsInfinity(product) ? 0 : Math.FusedMultiplyAdd(exponent, high, -product) + (exponent * low);
        return Exp(product, rest);
    }

    /// <summary>log x as an unevaluated sum, by the series of atanh in (m − 1) / (m + 1) for x = m · 2ᵏ, m near 1.</summary>
    private static (double High, double Low) LogParts(double x)
    {
        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > SquareRootOfTwo)
        {
            m *= 0.5;
            k++;
        }

        var f = m - 1;
        var denominator = 2 + f;
        var s = f / denominator;
        var sRest = (Math.FusedMultiplyAdd(-s, denominator, f) - (s * (f - (denominator - 2)))) / denominator;
        var z = s * s;
        var series = 0.0;
        foreach (var coefficient in AtanhSeries)
        {
            series = (series * z) + coefficient;
        }

        var (scaled, doubled) = (k * Ln2High, 2 * s);
        var sum = scaled + doubled;
        var low = (doubled - (sum - scaled)) + ((2 * sRest) + (k * Ln2Low) + (doubled * z * series));
        var high = sum + low;
        return (high, low - (high - sum));
    }

    /// <summary>e to the power of an unevaluated sum.</summary>
    private static double Exp(double high, double low)
    {
        if (high > 710 || high < -746)
        {
            return high > 0 ? double.PositiveInfinity : 0;
        }

        var n = Math.Round(high * InverseLn2);
        var r = high - (n * Ln2High) - (n * Ln2Low) + low;
        var series = 0.0;
        foreach (var coefficient in ExpSeries)
        {
            series = (series * r) + coefficient;
        }

        return Math.ScaleB(1 + (r + (r * r * series)), (int)n);
    }
}
