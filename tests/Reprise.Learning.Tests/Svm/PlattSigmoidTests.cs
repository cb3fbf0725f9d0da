using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Svm;

public sealed class PlattSigmoidTests
{
    /// <summary>At the optimum the gradient over smoothed targets is 0.</summary>
    [Fact]
    public void Fit_OnOverlappingDecisions_FindsTheLikeliestSigmoid()
    {
        double[] decisions = [2, 1.5, 0.3, -0.2, 1, -1.5, -0.4, 0.5, -2, -1];
        const int First = 5;

        var sigmoid = PlattSigmoid.Fit(decisions, First);

        var (g1, g2) = (0.0, 0.0);
        for (var i = 0; i < decisions.Length; i++)
        {
            var error = (i < First ? 6.0 / 7 : 1.0 / 7) - sigmoid.Of(decisions[i]);
            (g1, g2) = (g1 + (error * decisions[i]), g2 + error);
        }

        Assert.InRange(Math.Abs(g1), 0, 1e-5);
        Assert.InRange(Math.Abs(g2), 0, 1e-5);
        Assert.True(sigmoid.A < 0);
    }

    [Fact]
    public void Of_FarDecisions_DoesNotOverflow()
    {
        var sigmoid = new PlattSigmoid(-1e10, 0);

        Assert.Equal([1, 0], [sigmoid.Of(1e150), sigmoid.Of(-1e150)]);
    }
}
