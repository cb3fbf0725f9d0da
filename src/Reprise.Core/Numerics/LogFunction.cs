using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>The steps of <see cref="PortableMath.Log(double)"/>, in four lanes: the same bits.</summary>
internal readonly struct LogFunction : IVectorFunction<double>
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double SquareRootOfTwo = 1.41421356237309514547;
    private const double Integer = 4503599627370496;              // 2⁵²: its low bits hold an integer

    public static Vector256<double> Apply(Vector256<double> x)
    {
        var normal = Vector256.GreaterThanOrEqual(x, Vector256.Create(2.2250738585072014e-308)) & Vector256.LessThanOrEqual(x, Vector256.Create(double.MaxValue));
        return normal.AsInt64() == Vector256<long>.AllBitsSet ? Normal(x) : OneByOne(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Normal(Vector256<double> x)
    {
        var bits = x.AsInt64();
        var k = (Vector256.ShiftRightLogical(bits, 52) | Vector256.Create(Integer).AsInt64()).AsDouble() - Vector256.Create(Integer + 1023);
        var m = ((bits & Vector256.Create(0x000FFFFFFFFFFFFFL)) | Vector256<double>.One.AsInt64()).AsDouble();
        var large = Vector256.GreaterThan(m, Vector256.Create(SquareRootOfTwo));
        m = Vector256.ConditionalSelect(large, m * 0.5, m);
        k = Vector256.ConditionalSelect(large, k + Vector256<double>.One, k);

        var two = Vector256.Create(2.0);
        var f = m - Vector256<double>.One;
        var denominator = two + f;
        var s = f / denominator;
        var sRest = (Vector256.FusedMultiplyAdd(-s, denominator, f) - (s * (f - (denominator - two)))) / denominator;
        var z = s * s;
        var series = Vector256.Create(1.0 / 27);
        series = (series * z) + Vector256.Create(1.0 / 25);
        series = (series * z) + Vector256.Create(1.0 / 23);
        series = (series * z) + Vector256.Create(1.0 / 21);
        series = (series * z) + Vector256.Create(1.0 / 19);
        series = (series * z) + Vector256.Create(1.0 / 17);
        series = (series * z) + Vector256.Create(1.0 / 15);
        series = (series * z) + Vector256.Create(1.0 / 13);
        series = (series * z) + Vector256.Create(1.0 / 11);
        series = (series * z) + Vector256.Create(1.0 / 9);
        series = (series * z) + Vector256.Create(1.0 / 7);
        series = (series * z) + Vector256.Create(1.0 / 5);
        series = (series * z) + Vector256.Create(1.0 / 3);

        var scaled = k * Ln2High;
        var doubled = two * s;
        var sum = scaled + doubled;
        var low = (doubled - (sum - scaled)) + ((two * sRest) + (k * Ln2Low) + (doubled * z * series));
        var high = sum + low;
        return high + (low - (high - sum));
    }

    private static Vector256<double> OneByOne(Vector256<double> x) =>
        Vector256.Create(PortableMath.Log(x[0]), PortableMath.Log(x[1]), PortableMath.Log(x[2]), PortableMath.Log(x[3]));
}
