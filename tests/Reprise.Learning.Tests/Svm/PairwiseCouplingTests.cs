using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Svm;

public sealed class PairwiseCouplingTests
{
    [Theory]
    [InlineData(new[] { 0.5, 0.3, 0.2 })]
    [InlineData(new[] { 0.7, 0.1, 0.1, 0.1 })]
    [InlineData(new[] { 0.25, 0.25, 0.25, 0.25 })]
    public void Couple_OfConsistentPairs_GivesTheClassesBack(double[] p)
    {
        var pairs = new double[p.Length * p.Length];
        for (var i = 0; i < p.Length; i++)
        {
            for (var j = 0; j < p.Length; j++)
            {
                pairs[(i * p.Length) + j] = p[i] / (p[i] + p[j]);
            }
        }

        var coupled = new double[p.Length];
        PairwiseCoupling.Couple(pairs, coupled);

        Numbers.Close(p, coupled, 0.01);
        Assert.Equal(1, coupled.Sum(), 12);
    }
}
