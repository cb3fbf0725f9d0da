using Reprise.Core.Tables;
using TurkishMusic.Training;

namespace TurkishMusic.Tests.Training;

public sealed class EmotionEvaluationTests
{
    private static readonly EmotionOptions Quick = new() { Trees = 10, Repeats = 2 };

    [Fact]
    public void Run_Sample_RatesEveryRowOncePerRepeat()
    {
        var scores = EmotionEvaluation.Run(TurkishMusicSample.Create(), Quick, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(10, scores.Folds.Count);
        Assert.Equal(800, scores.Confusion.Total);
        Assert.Equal(["angry", "happy", "relax", "sad"], scores.Confusion.Classes);
        Assert.Equal(scores.Folds.Average(fold => fold.Metrics["accuracy"]), scores["accuracy"].Mean, 1e-12);
        Assert.Equal(scores.Confusion.Accuracy, scores["accuracy"].Mean, 1e-12);
        Assert.InRange(scores["accuracy"].Mean, 0.5, 1);
        Assert.InRange(scores["accuracy"].SdOfRepeats!.Value, 0, scores["accuracy"].Sd);
        Assert.All(Reprise.Autolog.Runs.EvaluationLog.Curves(scores.OutOfFold), curve => Assert.InRange(curve.Curve.Area, 0.5, 1));
    }

    [Fact]
    public void Run_IdenticalRows_StayInOneFoldAndAreCounted()
    {
        var sample = TurkishMusicSample.Create();
        var doubled = sample.TakeRows([.. Enumerable.Range(0, sample.RowCount), .. Enumerable.Range(0, sample.RowCount)]);
        var seen = 0;

        var scores = EmotionEvaluation.Run(doubled, Quick with { Repeats = 1 }, _ => seen++, TestContext.Current.CancellationToken);
        var leaking = EmotionEvaluation.Run(Distinguish(doubled), Quick with { Repeats = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(400, scores.DuplicateGroups);
        Assert.Contains("400 groups of 2 identical rows kept in one fold each", scores.Scheme);
        Assert.Null(scores["accuracy"].SdOfRepeats);
        Assert.Equal(5, seen);
        Assert.Equal(0, leaking.DuplicateGroups);
        Assert.True(leaking["accuracy"].Mean > scores["accuracy"].Mean + 0.05, "Copies in other folds must have raised the accuracy of the ungrouped evaluation.");
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameNumbersAndAnotherSeedOthers()
    {
        var table = TurkishMusicSample.Create();

        var first = EmotionEvaluation.Run(table, Quick, cancellationToken: TestContext.Current.CancellationToken);
        var second = EmotionEvaluation.Run(table, Quick, cancellationToken: TestContext.Current.CancellationToken);
        var other = EmotionEvaluation.Run(table, Quick with { Seed = 7 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(first.Metrics, second.Metrics);
        Assert.NotEqual(first.Metrics, other.Metrics);
    }

    /// <summary>The same rows with a hair of difference, so that no two are identical.</summary>
    private static Table Distinguish(Table table)
    {
        var values = ((Column<double>)table["_Tempo_Mean"]).Values.ToArray();
        for (var row = 0; row < values.Length; row++)
        {
            values[row] += row * 1e-9;
        }

        return table.With(new Column<double>("_Tempo_Mean", values));
    }
}
