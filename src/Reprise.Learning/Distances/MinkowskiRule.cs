using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Distances;

/// <summary>(Σ |d|ᵖ)^(1/p). A power per value: many times slower than the other rules.</summary>
internal readonly struct MinkowskiRule(double p) : IDistanceRule
{
    public Vector256<double> Add(Vector256<double> difference, Vector256<double> sum)
    {
        var size = Vector256.Abs(difference);
        return sum + Vector256.Create(Power(size[0], p), Power(size[1], p), Power(size[2], p), Power(size[3], p));
    }

    public double Distance(double sum) => Power(sum, 1 / p);

    private static double Power(double value, double exponent) => value > 0 && double.IsFinite(value) ? PortableMath.Pow(value, exponent) : value;
}
