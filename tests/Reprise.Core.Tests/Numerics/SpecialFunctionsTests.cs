using Reprise.Core.Numerics;

namespace Reprise.Core.Tests.Numerics;

/// <summary>Reference values of SciPy 1.10.1: <c>scipy.special.gammaln</c>, <c>digamma</c>, <c>betainc</c>, <c>gammaincc</c>; <c>scipy.stats.f.sf</c>, <c>chi2.sf</c>.</summary>
public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(1e-5, 11.512919692895826)]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.5723649429247)]
    [InlineData(1, 0)]
    [InlineData(1.5, -0.12078223763524526)]
    [InlineData(2, 0)]
    [InlineData(3.7, 1.428072326665388)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(100.5, 361.43554046777757)]
    [InlineData(1e6, 12815504.569147611)]
    public void LogGamma_OfAPositiveNumber_GivesReferenceValues(double x, double expected) => Close(expected, SpecialFunctions.LogGamma(x), 4e-15, atLeast: 1);

    [Theory]
    [InlineData(0.25, -4.227453533376265)]
    [InlineData(1, -0.5772156649015329)]
    [InlineData(3, 0.9227843350984671)]
    [InlineData(12.5, 2.4851956512749123)]
    [InlineData(1e5, 11.512920464961896)]
    public void Digamma_OfAPositiveNumber_GivesReferenceValues(double x, double expected) => Close(expected, SpecialFunctions.Digamma(x), 4e-15, atLeast: 1);

    [Theory]
    [InlineData(0.5, 0.5, 0.3, 0.3690101195655454)]
    [InlineData(2, 3, 0.1, 0.05230000000000001)]
    [InlineData(10, 1, 0.9, 0.3486784401000001)]
    [InlineData(150, 1.5, 0.999, 0.9599062590034357)]
    [InlineData(898.5, 4.5, 0.8, 5.783755126471088e-81)]
    [InlineData(0.5, 200, 1e-6, 0.015946662982871587)]
    [InlineData(283.5, 0.5, 0.5, 2.1513363890230596e-87)]
    [InlineData(0.001, 5, 0.2, 0.9997834456464285)]
    [InlineData(1000, 1000, 0.49, 0.18555265943145985)]
    [InlineData(40, 3, 0.02, 9.100965606357741e-66)]
    [InlineData(3, 4, 0, 0)]
    [InlineData(3, 4, 1, 1)]
    public void RegularizedBeta_OfParameters_GivesReferenceValues(double a, double b, double x, double expected) =>
        Close(expected, SpecialFunctions.RegularizedBeta(a, b, x), 1e-11);

    [Theory]
    [InlineData(0.5, 0.1, 0.6547208460185768)]
    [InlineData(0.5, 30, 9.485737571073857e-15)]
    [InlineData(1, 1, 0.36787944117144245)]
    [InlineData(1.5, 1e-8, 0.9999999999992477)]
    [InlineData(4.5, 100.3, 2.4799288857303514e-38)]
    [InlineData(10, 3, 0.9988975118698845)]
    [InlineData(100, 120, 0.027863739890520652)]
    [InlineData(500, 480, 0.8137180268096754)]
    [InlineData(0.5, 700, 2.1010145162644003e-306)]
    [InlineData(2, 0, 1)]
    public void RegularizedGammaUpper_OfParameters_GivesReferenceValues(double a, double x, double expected) =>
        Close(expected, SpecialFunctions.RegularizedGammaUpper(a, x), 1e-12);

    [Fact]
    public void FisherUpper_AtTheEnds_IsOneAndZero()
    {
        Assert.Equal(1, SpecialFunctions.FisherUpper(0, 3, 5));
        Assert.Equal(0, SpecialFunctions.FisherUpper(double.MaxValue, 3, 5));
    }

    [Theory]
    [InlineData(-1, 1, 0.5)]
    [InlineData(1, double.NaN, 0.5)]
    [InlineData(1, 1, 1.5)]
    public void RegularizedBeta_OutOfRange_IsRefused(double a, double b, double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.RegularizedBeta(a, b, x));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, -1)]
    [InlineData(1, double.PositiveInfinity)]
    public void RegularizedGammaUpper_OutOfRange_IsRefused(double a, double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.RegularizedGammaUpper(a, x));

    private static void Close(double expected, double actual, double tolerance, double atLeast = 0) =>
        Assert.InRange(Math.Abs(expected - actual), 0, tolerance * Math.Max(atLeast, Math.Abs(expected)));
}
