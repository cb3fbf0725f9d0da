using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Core.Numerics;

/// <summary>What <see cref="DoubleFunctions"/> does, for floats.</summary>
internal static class SingleFunctions
{
    private const float Ln2High = 0.693359375f;      // 10 bits: n · Ln2High is exact
    private const float Ln2Low = -2.12194440e-4f;
    private const float InverseLn2 = 1.44269504f;
    private const float Round = 12582912;            // 1.5 · 2²³
    private const int RoundBits = 0x4B400000;

    public readonly struct Exp : IVectorFunction<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> x)
        {
            x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(89f)), Vector256.Create(89f), x);
            x = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-104f)), Vector256.Create(-104f), x);
            var (rest, bits) = Reduce(x);
            var shifted = bits - Vector256.Create(RoundBits - 256);
            var half = Vector256.ShiftRightLogical(shifted, 1);
            var first = Vector256.ShiftLeft(half - Vector256<int>.One, 23).AsSingle();
            var second = Vector256.ShiftLeft(shifted - half - Vector256<int>.One, 23).AsSingle();
            return (Vector256<float>.One + rest) * first * second;
        }
    }

    public readonly struct Sigmoid : IVectorFunction<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> x)
        {
            var z = Exp.Apply(-Vector256.Abs(x));
            var numerator = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), z, Vector256<float>.One);
            return numerator / (Vector256<float>.One + z);
        }
    }

    public readonly struct Tanh : IVectorFunction<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> x)
        {
            var y = Vector256.Abs(x);
            y = Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256.Create(10f)), Vector256.Create(10f), y);
            var (rest, bits) = Reduce(y + y);
            var scale = Vector256.ShiftLeft(bits - Vector256.Create(RoundBits - 127), 23).AsSingle();
            var minusOne = Vector256.FusedMultiplyAdd(scale, rest, scale - Vector256<float>.One);
            var result = minusOne / (minusOne + Vector256.Create(2f));
            return Vector256.ConditionalSelect(Vector256.Create(-0f), x, result);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Series, Vector256<int> Bits) Reduce(Vector256<float> x)
    {
        var rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(InverseLn2), Vector256.Create(Round));
        var n = rounded - Vector256.Create(Round);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        var series = Vector256.Create(1f / 5040);
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1f / 720));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1f / 120));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1f / 24));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(1f / 6));
        series = Vector256.FusedMultiplyAdd(series, r, Vector256.Create(0.5f));
        return (Vector256.FusedMultiplyAdd(r * r, series, r), rounded.AsInt32());
    }
}
