using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Bench.Works;

/// <summary>200 trees on the 400 × 50 table and on 320 rows of it, and prediction of its rows, one thread.</summary>
internal sealed class S1ForestWork : IWork
{
    public string Name => "s1-forest";

    public void Run(WorkLog log)
    {
        var (x, y) = Turkish.Read();
        var forest = new RandomForestClassifier { Trees = 200, Seed = 42, MaxWorkers = 1 };
        int[] rows = [.. Enumerable.Range(0, x.Rows).Where(row => row % 5 != 0)];
        var (part, partY) = (x.View.TakeRows(rows), Array.ConvertAll(rows, row => y[row]));
        RandomForestClassifierModel model = null!;
        log.Once("first-fit", () => model = forest.Fit(x, y, Turkish.Classes));
        log.Median("fit", 10, 15, 1, () => forest.Fit(x, y, Turkish.Classes));
        log.Median("fit-320", 3, 15, 1, () => forest.Fit(part, partY, Turkish.Classes));
        log.Median("predict", 10, 15, 20, () => model.PredictProbabilities(x));
        var row = x.View.TakeRows([7]);
        log.Median("predict-row", 20, 51, 100, () => model.PredictProbabilities(row));
    }
}
