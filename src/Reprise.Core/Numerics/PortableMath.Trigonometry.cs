namespace Reprise.Core.Numerics;

public static partial class PortableMath
{
    /// <summary>The greatest angle that <see cref="Sin"/> and <see cref="Cos"/> take, in radians.</summary>
    public const double GreatestAngle = 1e8;

    private const double HalfPi = 1.5707963267948966;                       // π/2 in three doubles
    private const double HalfPiRest = 6.123233995736766e-17;
    private const double HalfPiRestOfRest = -1.4973849048591833e-33;

    /// <summary>1/17!, −1/15!, … −1/3!.</summary>
    private static ReadOnlySpan<double> SinSeries =>
        [1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6];

    /// <summary>1/16!, −1/14!, … −1/2!.</summary>
    private static ReadOnlySpan<double> CosSeries =>
        [1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24, -1.0 / 2];

    /// <summary>The sine of an angle in radians, to about 1e-16 absolute.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not in [−<see cref="GreatestAngle"/>, <see cref="GreatestAngle"/>].</exception>
    public static double Sin(double x)
    {
        var (quadrant, rest) = Reduce(x);
        var value = (quadrant & 1) == 0 ? SinNearZero(rest) : CosNearZero(rest);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>The cosine of an angle in radians, to about 1e-16 absolute.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not in [−<see cref="GreatestAngle"/>, <see cref="GreatestAngle"/>].</exception>
    public static double Cos(double x)
    {
        var (quadrant, rest) = Reduce(x);
        var value = (quadrant & 1) == 0 ? CosNearZero(rest) : SinNearZero(rest);
        return ((quadrant + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>x as a whole number of right angles and a rest in [−π/4, π/4] (Cody and Waite 1980).</summary>
    private static (int Quadrant, double Remainder) Reduce(double x)
    {
        if (!(Math.Abs(x) <= GreatestAngle))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, $"An angle lies in [-{GreatestAngle}, {GreatestAngle}].");
        }

        var n = Math.Round(x / HalfPi);
        var rest = Math.FusedMultiplyAdd(-n, HalfPi, x);
        rest = Math.FusedMultiplyAdd(-n, HalfPiRest, rest);
        return ((int)n & 3, Math.FusedMultiplyAdd(-n, HalfPiRestOfRest, rest));
    }

    private static double SinNearZero(double x)
    {
        var (z, series) = (x * x, 0.0);
        foreach (var coefficient in SinSeries)
        {
            series = (series * z) + coefficient;
        }

        return x + (x * z * series);
    }

    private static double CosNearZero(double x)
    {
        var (z, series) = (x * x, 0.0);
        foreach (var coefficient in CosSeries)
        {
            series = (series * z) + coefficient;
        }

        return 1 + (z * series);
    }
}
