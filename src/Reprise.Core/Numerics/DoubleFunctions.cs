using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>Exponential, logistic function and hyperbolic tangent of doubles: eˣ = 2ⁿ · eʳ with |r| ≤ ½ log 2 and the Taylor series of eʳ.</summary>
internal static class DoubleFunctions
{
    private const double Ln2High = 6.93147180369123816490e-01;      // 33 bits: n · Ln2High is exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;
    private const double Round = 6755399441055744;                  // 1.5 · 2⁵²: adding it rounds to an integer, which then is in the low bits
    private const long RoundBits = 0x4338000000000000;

    public readonly struct Exp : IVectorFunction<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Apply(Vector256<double> x)
        {
            x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(710.0)), Vector256.Create(710.0), x);
            x = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-746.0)), Vector256.Create(-746.0), x);
            var (rest, bits) = Reduce(x);

            // 2ⁿ in two factors, since neither 2¹⁰²⁴ nor 2⁻¹⁰⁷⁴ is a normal number.
            var shifted = bits - Vector256.Create(RoundBits - 2048);
            var half = Vector256.ShiftRightLogical(shifted, 1);
            var first = Vector256.ShiftLeft(half - Vector256<long>.One, 52).AsDouble();
            var second = Vector256.ShiftLeft(shifted - half - Vector256<long>.One, 52).AsDouble();
            return (Vector256<double>.One + rest) * first * second;
        }
    }

    public readonly struct Sigmoid : IVectorFunction<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Apply(Vector256<double> x)
        {
            var z = Exp.Apply(-Vector256.Abs(x));
            var numerator = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), z, Vector256<double>.One);
            return numerator / (Vector256<double>.One + z);
        }
    }

    public readonly struct Tanh : IVectorFunction<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Apply(Vector256<double> x)
        {
            var y = Vector256.Abs(x);
            y = Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256.Create(20.0)), Vector256.Create(20.0), y);
            var (rest, bits) = Reduce(y + y);
            var scale = Vector256.ShiftLeft(bits - Vector256.Create(RoundBits - 1023), 52).AsDouble();
            var minusOne = Vector256.FusedMultiplyAdd(scale, rest, scale - Vector256<double>.One);       // e²ˣ − 1
            var result = minusOne / (minusOne + Vector256.Create(2.0));
            return Vector256.ConditionalSelect(Vector256.Create(-0.0), x, result);                       // with the sign of x
        }
    }

    /// <summary>eʳ − 1, and n plus <see cref="RoundBits"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Series, Vector256<long> Bits) Reduce(Vector256<double> x)
    {
        var rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(InverseLn2), Vector256.Create(Round));
        var n = rounded - Vector256.Create(Round);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var series = Vector256.Create(1.0 / 6227020800);
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 479001600));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 39916800));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 3628800));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 362880));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 40320));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 5040));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 720));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 120));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 24));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1.0 / 6));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(0.5));
        return (Vector256.FusedMultiplyAdd(r * r, series, r), rounded.AsInt64());
    }
}
