using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Precision_OfAClassNeverPredicted_IsZero()
    {
        var confusion = ConfusionMatrix.Of([0, 0, 1], [0, 0, 0], ["a", "b"]);

        Assert.Equal(0, confusion.Precision(1));
        Assert.Equal(0, confusion.FScore(1));
        Assert.Equal(0.5, confusion.BalancedAccuracy);
        Assert.Equal(0, confusion.MatthewsCorrelation);
    }

    [Fact]
    public void Averages_WithAClassThatDoesNotOccur_LeaveItOut()
    {
        var confusion = ConfusionMatrix.Of([0, 1], [0, 1], ["a", "b", "never"]);

        Assert.Equal(1, confusion.FScore(Averaging.Macro));
        Assert.Equal(2, ClassificationReport.Of(confusion).Classes.Count);
    }

    [Fact]
    public void Sum_OfParts_IsTheMatrixOfAllRows()
    {
        var sum = ConfusionMatrix.Sum([ConfusionMatrix.Of([0, 0, 1], [0, 1, 1], ["a", "b"]), ConfusionMatrix.Of([1], [0], ["a", "b"])]);

        Assert.Equal(ConfusionMatrix.Of([0, 0, 1, 1], [0, 1, 1, 0], ["a", "b"]).Rows, sum.Rows);
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Sum([]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Sum([sum, ConfusionMatrix.Of([0], [0], ["b", "a"])]));
    }

    [Fact]
    public void FScore_WithBeta_WeighsRecall()
    {
        var confusion = ConfusionMatrix.Of([1, 1, 1, 0], [1, 0, 0, 0], ["a", "b"]);   // b: precision 1, recall 1/3

        Assert.Equal(5.0 / 3 / (4 + (1.0 / 3)), confusion.FScore(1, beta: 2), 1e-15);
        Assert.Equal(1.25 / 3 / (0.25 + (1.0 / 3)), confusion.FScore(1, beta: 0.5), 1e-15);
    }

    [Theory]
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 0 }, new[] { 0, 1 })]
    [InlineData(new[] { 0 }, new[] { 2 })]
    [InlineData(new[] { -1 }, new[] { 0 })]
    public void Of_WithRowsThatBreakTheRules_Throws(int[] truth, int[] predicted) =>
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(truth, predicted, ["a", "b"]));

    [Fact]
    public void ToText_OfExactHalves_RoundsToEvenAsPythonDoes()
    {
        int[] truth = [0, 0, 0, 0, 0, 0, 0, 0, 1];
        int[] predicted = [0, 1, 1, 1, 1, 1, 1, 1, 1];                        // recall of a is 1/8, precision of b is 1/8

        var lines = ClassificationReport.Of(ConfusionMatrix.Of(truth, predicted, ["a", "b"])).ToText().Split('\n');

        Assert.Equal("           a       1.00      0.12      0.22         8", lines[2]);
        Assert.Equal("           b       0.12      1.00      0.22         1", lines[3]);
    }
}
