using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Numerics;

public sealed class PortableMathTests
{
    [Fact]
    public void Log_OfManyNumbers_IsWithinTwoUnitsOfTheLibrary()
    {
        var rng = new Rng(1);
        for (var i = 0; i < 200_000; i++)
        {
            var x = Math.ScaleB(1 + rng.NextDouble(), rng.NextInt32(600) - 300);
            Within(2, Math.Log(x), PortableMath.Log(x), x, 0);
            x = 1 + ((rng.NextDouble() - 0.5) * 1e-3);
            Within(2, Math.Log(x), PortableMath.Log(x), x, 0);
        }
    }

    [Fact]
    public void LogOnePlus_OfSmallNumbers_KeepsThem()
    {
        Assert.Equal(1e-20, PortableMath.LogOnePlus(1e-20));
        Assert.Equal(9.9999500003333e-6, PortableMath.LogOnePlus(1e-5), 1e-19);
        Assert.Equal(-1.0000050000333336e-05, PortableMath.LogOnePlus(-1e-5), 1e-19);
        Assert.Equal(Math.Log(1e300), PortableMath.LogOnePlus(1e300), 1e-12);
        Assert.Equal(double.NegativeInfinity, PortableMath.LogOnePlus(-1));
        Assert.Equal(double.NaN, PortableMath.LogOnePlus(-2));
    }

    [Fact]
    public void Pow_OfManyNumbers_IsAsCloseAsPromised()
    {
        var rng = new Rng(2);
        for (var i = 0; i < 200_000; i++)
        {
            var x = Math.Exp((rng.NextDouble() - 0.5) * 20);
            var exponent = (rng.NextDouble() - 0.5) * 20;
            Within(2, Math.Pow(x, exponent), PortableMath.Pow(x, exponent), x, exponent);
            exponent *= 7;
            var expected = Math.Pow(x, exponent);
            if (double.IsNormal(expected))
            {
                Within(16, expected, PortableMath.Pow(x, exponent), x, exponent);
            }
        }
    }

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(2, -1074, double.Epsilon)]
    [InlineData(2, 1023, 8.98846567431158e307)]
    [InlineData(2, 1024, double.PositiveInfinity)]
    [InlineData(2, -1080, 0)]
    [InlineData(1, 1e300, 1)]
    [InlineData(5, 0, 1)]
    [InlineData(10, 1e300, double.PositiveInfinity)]
    [InlineData(10, -1e300, 0)]
    [InlineData(double.MaxValue, double.MaxValue, double.PositiveInfinity)]
    [InlineData(double.Epsilon, 1, double.Epsilon)]
    public void Pow_AtTheEnds_IsExact(double value, double exponent, double expected) => Assert.Equal(expected, PortableMath.Pow(value, exponent), expected * 1e-14);

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(-1.0, 2)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(2.0, double.NaN)]
    public void Pow_OfWhatHasNoPower_Throws(double value, double exponent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Pow(value, exponent));

    [Fact]
    public void Results_OfFixedArguments_HaveTheFixedBits()
    {
        long[] bits =
        [
            BitConverter.DoubleToInt64Bits(PortableMath.Log(3)),
            BitConverter.DoubleToInt64Bits(PortableMath.Log(1e-9)),
            BitConverter.DoubleToInt64Bits(PortableMath.Pow(1.97, 226.5)),
            BitConverter.DoubleToInt64Bits(PortableMath.Pow(11508, -0.31)),
        ];

        Assert.Equal([4607626529066517259, -4596845738403823688, 5604619887257281666, 4588100442521983046], bits);
    }

    private static void Within(int units, double expected, double actual, double x, double exponent)
    {
        var unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        Assert.True(Math.Abs(actual - expected) <= units * unit, $"{x:R} ^ {exponent:R}: {actual:R}, the library says {expected:R}.");
    }
}
