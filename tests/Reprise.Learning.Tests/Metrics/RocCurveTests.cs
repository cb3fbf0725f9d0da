using Reprise.Core.Matrices;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

public sealed class RocCurveTests
{
    [Fact]
    public void Of_TiedScores_CountsHalf()
    {
        Assert.Equal(0.5, RocCurve.Of([true, false], [1, 1]).Area);
        Assert.Equal(0.75, RocCurve.Of([true, true, false, false], [0.8, 0.4, 0.4, 0.4]).Area);
    }

    [Fact]
    public void Of_RowsOfOneKind_Throws() =>
        Assert.Contains("both kinds", Assert.Throws<ArgumentException>(() => RocCurve.Of([true, true], [1, 2])).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_ScoreThatIsNoNumber_Throws() =>
        Assert.Contains("numbers", Assert.Throws<ArgumentException>(() => RocCurve.Of([true, false], [1, double.NaN])).Message, StringComparison.Ordinal);

    [Fact]
    public void OneVersusRest_WithAClassThatDoesNotOccur_NamesIt()
    {
        var probabilities = new Matrix(2, 3);

        var error = Assert.Throws<ArgumentException>(() => RocAuc.OneVersusRest([0, 1], probabilities));

        Assert.Contains("class 2 of 3 does not occur", error.Message, StringComparison.Ordinal);
    }
}
