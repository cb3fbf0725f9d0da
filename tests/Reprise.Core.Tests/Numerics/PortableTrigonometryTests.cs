using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Core.Tests.Numerics;

public sealed class PortableTrigonometryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1e8)]
    public void SinAndCos_OfAngles_AreThePlatformsWithinARounding(double scale)
    {
        var rng = new Rng(3);
        for (var i = 0; i < 5000; i++)
        {
            var x = scale * ((2 * rng.NextDouble()) - 1);
            Assert.InRange(PortableMath.Sin(x) - Math.Sin(x), -3e-16, 3e-16);
            Assert.InRange(PortableMath.Cos(x) - Math.Cos(x), -3e-16, 3e-16);
        }
    }

    [Fact]
    public void SinAndCos_OfZero_AreExact()
    {
        Assert.Equal(0, PortableMath.Sin(0));
        Assert.Equal(1, PortableMath.Cos(0));
        Assert.Equal(1e-200, PortableMath.Sin(1e-200));
    }

    [Theory]
    [InlineData(1.1e8)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Sin_BeyondTheGreatestAngle_IsRefused(double x) => Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Sin(x));
}
