using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

/// <summary>Reference folds: scikit-learn 1.2.1.</summary>
public sealed class TimeSeriesSplitTests
{
    [Fact]
    public void Split_WithDefaults_GivesReferenceFolds()
    {
        var folds = new TimeSeriesSplit { Folds = 3 }.Split(SplitInput.OfRows(13));

        Assert.Equal([4, 7, 10], folds.Select(fold => fold.Train.Length));
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, fold.Train.Length), fold.Train.ToArray()));
        Assert.Equal([[4, 5, 6], [7, 8, 9], [10, 11, 12]], folds.Select(fold => fold.Test.ToArray()));
    }

    [Fact]
    public void Split_WithGapTestAndTrainingRows_GivesReferenceFolds()
    {
        var folds = new TimeSeriesSplit { Folds = 3, Gap = 2, TestRows = 2, MaxTrainRows = 4 }.Split(SplitInput.OfRows(13));

        Assert.Equal([[1, 2, 3, 4], [3, 4, 5, 6], [5, 6, 7, 8]], folds.Select(fold => fold.Train.ToArray()));
        Assert.Equal([[7, 8], [9, 10], [11, 12]], folds.Select(fold => fold.Test.ToArray()));
    }

    [Fact]
    public void Split_WithoutRowsToTrainOn_IsRefused()
    {
        Assert.Contains(
            "no row to train on",
            Assert.Throws<ArgumentException>(() => new TimeSeriesSplit { Folds = 3, TestRows = 4 }.Split(SplitInput.OfRows(12))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TimeSeriesSplit { Folds = 5 }.Split(SplitInput.OfRows(4)));
        Assert.Throws<ArgumentException>(() => new TimeSeriesSplit { Folds = 2, Gap = int.MaxValue }.Split(SplitInput.OfRows(9)));
    }
}
