using Reprise.Core.Numerics;

namespace Reprise.Core.Tests.Numerics;

public sealed class NormalDistributionTests
{
    /// <summary>Values of SciPy 1.10.1 (<c>scipy.stats.norm.ppf</c>).</summary>
    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(1e-7, -5.199337582192817)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.075, -1.439531470938456)]
    [InlineData(0.3, -0.5244005127080409)]
    [InlineData(0.5, 0)]
    [InlineData(0.7, 0.5244005127080407)]
    [InlineData(0.975, 1.959963984540054)]
    public void Quantile_OfAShare_GivesReferenceValues(double share, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(share), 1e-14 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Quantile_AtTheEnds_IsInfinite()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Quantile_OfNoShare_IsRefused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(share));
}
