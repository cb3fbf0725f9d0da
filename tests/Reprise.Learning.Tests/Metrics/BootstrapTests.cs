using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

public sealed class BootstrapTests
{
    private static readonly double[] Values = [1.2, 3.4, 2.2, 5.9, 4.1, 0.3, 9.7, 2.8, 3.3, 1.9];

    /// <summary>Reference: SciPy 1.10.1 with 200,000 resamples; the tolerance is what 20,000 leave to chance.</summary>
    [Theory]
    [InlineData(BootstrapMethod.Percentile, 2.08, 5.20)]
    [InlineData(BootstrapMethod.BiasCorrectedAccelerated, 2.27, 5.61)]
    public void Of_TheMeanOfTenNumbers_GivesTheReferenceInterval(BootstrapMethod method, double low, double high)
    {
        var interval = new Bootstrap { Method = method, Resamples = 20_000 }.Of(Values.Length, Mean);

        Assert.Equal(3.48, interval.Value, 1e-12);
        Assert.Equal(low, interval.Low, 0.05);
        Assert.Equal(high, interval.High, 0.05);
        Assert.True(interval.Contains(interval.Value));
    }

    [Fact]
    public void Of_TheSameSeed_GivesTheSameInterval()
    {
        Assert.Equal(new Bootstrap { Seed = 3, Resamples = 200 }.Of(10, Mean), new Bootstrap { Seed = 3, Resamples = 200 }.Of(10, Mean));
        Assert.NotEqual(new Bootstrap { Seed = 3, Resamples = 200 }.Of(10, Mean), new Bootstrap { Seed = 4, Resamples = 200 }.Of(10, Mean));
    }

    [Fact]
    public void Of_AMetricUndefinedOnSomeResamples_DrawsThoseAgain()
    {
        var rng = new Rng(1);
        var p = new Matrix(30, 2);
        int[] truth = [.. Enumerable.Range(0, 30).Select(row => row < 2 ? 1 : 0)];      // one resample in eight misses the second class
        for (var row = 0; row < 30; row++)
        {
            p[row, 1] = (rng.NextDouble() + truth[row]) / 2;
            p[row, 0] = 1 - p[row, 1];
        }

        var interval = new Bootstrap { Resamples = 300 }.Of(ClassificationMetric.RocAucOvr, new ClassificationOutcome(truth, p, ["a", "b"]));

        Assert.InRange(interval.Low, 0.5, interval.Value);
        Assert.InRange(interval.High, interval.Value, 1);
    }

    [Fact]
    public void Of_AMetricThatIsRarelyDefined_IsRefused()
    {
        var calls = 0;
        var failure = Assert.Throws<ArgumentException>(() => new Bootstrap { Resamples = 50 }.Of(
            10, _ => calls++ % 20 == 0 ? 1 : throw new ArgumentException("a class is missing")));

        Assert.Contains("too few rows of some class", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normal_AtReferencePoints_GivesReferenceValues()
    {
        Numbers.Close(
            [0.0013498980316300933, 0.15865525393145707, 0.69146246127401312, 0.99996832875816688],
            [NormalDistribution.Cumulative(-3), NormalDistribution.Cumulative(-1), NormalDistribution.Cumulative(0.5), NormalDistribution.Cumulative(4)],
            1e-14);
        Numbers.Close(
            [-3.0902323061678132, -1.9599639845400545, 1.2815515655446004],
            [NormalDistribution.Quantile(0.001), NormalDistribution.Quantile(0.025), NormalDistribution.Quantile(0.9)],
            1e-12);
    }

    private static double Mean(ReadOnlyMemory<int> rows)
    {
        var sum = 0.0;
        foreach (var row in rows.Span)
        {
            sum += Values[row];
        }

        return sum / rows.Length;
    }
}
