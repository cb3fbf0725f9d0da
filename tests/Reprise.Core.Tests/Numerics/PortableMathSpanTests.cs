using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Numerics;

public sealed class PortableMathSpanTests
{
    private static readonly double[] Ends =
    [
        0, -0.0, 1, -1, 709.782712893384, 709.79, 710.5, -708.4, -744.4, -745.2, -750, 1e300, -1e300, double.Epsilon, -1e-300, 1e-20,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, 19.9, 20.1, -25, 0.346, 0.347,
    ];

    [Fact]
    public void Exp_OfManyNumbers_IsWithinOneUnit() => Check(1, 1, 745, Math.Exp, PortableMath.Exp, PortableMath.Exp);

    [Fact]
    public void Sigmoid_OfManyNumbers_IsWithinTwoUnits() =>
        Check(2, 2, 700, x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), PortableMath.Sigmoid, PortableMath.Sigmoid);

    [Fact]
    public void Tanh_OfManyNumbers_IsWithinTwoUnits() => Check(2, 3, 25, Math.Tanh, PortableMath.Tanh, PortableMath.Tanh);

    [Fact]
    public void Log_OfASpan_HasTheBitsOfTheScalar()
    {
        double[] x = [.. Arguments(4, 700).Select(Math.Exp), .. Ends];
        var y = new double[x.Length];
        PortableMath.Log(x, y);
        Assert.Equal(x.Select(PortableMath.Log), y);
    }

    [Fact]
    public void FloatFunctions_OfManyNumbers_AreWithinTwoUnits()
    {
        float[] x = [.. Arguments(5, 86).Select(value => (float)value), 0, -0f, 88.7f, 90, -103, -110, float.PositiveInfinity, float.NegativeInfinity];
        var y = new float[x.Length];
        PortableMath.Exp(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            Within(1.5, Math.Exp(x[i]), y[i], x[i]);
            Assert.Equal(PortableMath.Exp(x[i]), y[i]);
        }

        PortableMath.Tanh(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            Within(2.5, Math.Tanh(x[i]), y[i], x[i]);
            Assert.Equal(PortableMath.Tanh(x[i]), y[i]);
        }

        PortableMath.Sigmoid(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            Within(2.5, 1 / (1 + Math.Exp(-(double)x[i])), y[i], x[i]);
            Assert.Equal(PortableMath.Sigmoid(x[i]), y[i]);
        }
    }

    [Fact]
    public void Functions_AtTheEnds_AreExact()
    {
        Assert.Equal(1, PortableMath.Exp(0.0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710.0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));
        Assert.Equal(double.Epsilon, PortableMath.Exp(-745.0));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.NaN, PortableMath.Exp(double.NaN));
        Assert.Equal(0.5, PortableMath.Sigmoid(0.0));
        Assert.Equal(double.Epsilon, PortableMath.Sigmoid(-745.0));
        Assert.Equal(1, PortableMath.Sigmoid(double.PositiveInfinity));
        Assert.Equal(1, PortableMath.Tanh(double.PositiveInfinity));
        Assert.Equal(-1, PortableMath.Tanh(-30.0));
        Assert.Equal(1e-300, PortableMath.Tanh(1e-300));
        Assert.True(double.IsNegative(PortableMath.Tanh(-0.0)));
        Assert.Equal(double.NaN, PortableMath.Tanh(double.NaN));
    }

    [Fact]
    public void Results_OfFixedArguments_HaveTheFixedBits()
    {
        long[] bits = [.. new[] { PortableMath.Exp(1.0), PortableMath.Exp(-37.3), PortableMath.Sigmoid(0.7), PortableMath.Tanh(-0.3) }.Select(BitConverter.DoubleToInt64Bits)];
        Assert.Equal([4613303445314885482, 4364612998404421374, 4604193719948776566, -4624452595445328647], bits);
    }

    [Fact]
    public void Map_IntoAnotherLength_Throws() => Assert.Throws<ArgumentException>(() => PortableMath.Exp(new double[3], new double[4]));

    private delegate void SpanFunction(ReadOnlySpan<double> x, Span<double> y);

    private static void Check(ulong seed, double units, double range, Func<double, double> library, Func<double, double> scalar, SpanFunction span)
    {
        double[] x = [.. Arguments(seed, range), .. Ends];
        var y = new double[x.Length];
        span(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            Within(units, library(x[i]), y[i], x[i]);
            if (i % 16 == 0 || i >= x.Length - Ends.Length)
            {
                Assert.Equal(scalar(x[i]), y[i]);
            }
        }
    }

    private static IEnumerable<double> Arguments(ulong seed, double range)
    {
        var rng = new Rng(seed);
        for (var i = 0; i < 50_000; i++)
        {
            yield return (rng.NextDouble() - 0.5) * 2 * range;
            yield return (rng.NextDouble() - 0.5) * 4;
        }
    }

    private static void Within(double units, double expected, double actual, double x)
    {
        var unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        Assert.True(
            actual.Equals(expected) || Math.Abs(actual - expected) <= units * unit, $"f({x:R}) is {actual:R}, the library says {expected:R}.");
    }

    private static void Within(double units, double expected, float actual, float x)
    {
        var rounded = (float)expected;
        var unit = (double)MathF.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded);
        Assert.True(
            actual.Equals(rounded) || Math.Abs(actual - expected) <= units * unit, $"f({x:R}) is {actual:R}, the library says {expected:R}.");
    }
}
