using Reprise.Learning.Estimators;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Bench.Works;

/// <summary>Mean accuracy of 100 and of 200 trees over 50 stratified 70/30 splits of the 400 × 50 table, one thread; both sides use the same splits.</summary>
internal sealed class S1AccuracyWork : IWork
{
    public string Name => "s1-accuracy";

    public void Run(WorkLog log)
    {
        var data = Turkish.Read();
        foreach (var trees in (int[])[100, 200])
        {
            var mean = 0.0;
            log.Once($"{trees}-trees", () => mean = MeanAccuracy(data, trees), () => mean);
        }
    }

    private static double MeanAccuracy(Turkish data, int trees)
    {
        var forest = new RandomForestClassifier { Trees = trees, Seed = 42, MaxWorkers = 1 };
        var folds = new StratifiedShuffleSplit { Splits = 50, TestFraction = 0.3, Seed = 42 }.Split(SplitInput.OfClasses(data.Y));
        return folds.Average(fold =>
        {
            int[] train = [.. fold.Train], test = [.. fold.Test];
            var model = forest.Fit(data.X.View.TakeRows(train), Array.ConvertAll(train, row => data.Y[row]), Turkish.Classes);
            return Scores.Accuracy(Array.ConvertAll(test, row => data.Y[row]), model.Predict(data.X.View.TakeRows(test)));
        });
    }
}
