using System.Text.Json;
using Reprise.Learning.Bench;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

// Prints one JSON object; bench/compare sets it beside the same work in scikit-learn.
var (x, y) = TurkishData.Read(args[0]);
var forest = new RandomForestClassifier { Trees = 200, Seed = 42, MaxWorkers = 1 };
var (train, trainY) = (x.View.TakeRows([.. Enumerable.Range(0, 400).Where(row => row % 5 != 0)]), y.Where((_, row) => row % 5 != 0).ToArray());
var first = Measure.MedianCpuSeconds(0, 1, () => forest.Fit(x, y, TurkishData.Classes));
var model = forest.Fit(x, y, TurkishData.Classes);
var result = new Dictionary<string, double>
{
    ["first_fit_200_trees_400x50_cpu_s"] = first,
    ["fit_200_trees_400x50_cpu_s"] = Measure.MedianCpuSeconds(10, 15, () => forest.Fit(x, y, TurkishData.Classes)),
    ["fit_200_trees_320x50_cpu_s"] = Measure.MedianCpuSeconds(3, 15, () => forest.Fit(train, trainY, TurkishData.Classes)),
    ["predict_400_rows_200_trees_cpu_s"] = Measure.MedianCpuSeconds(10, 15, () => Repeat(20, () => model.PredictProbabilities(x))) / 20,
    ["power_then_robust_400x50_cpu_s"] = Measure.MedianCpuSeconds(5, 15, () => new RobustScaler().Fit(new PowerTransformer().Fit(x).Transform(x))),
    ["accuracy_50_splits_100_trees"] = Accuracy(100),
    ["accuracy_50_splits_200_trees"] = Accuracy(200),
};
Console.WriteLine(JsonSerializer.Serialize(result));

double Accuracy(int trees)
{
    var folds = new StratifiedShuffleSplit { Splits = 50, TestFraction = 0.3, Seed = 42 }.Split(SplitInput.OfClasses(y));
    return folds.Average(fold =>
    {
        var fitted = (forest with { Trees = trees }).Fit(x.View.TakeRows(fold.Train), Take(fold.Train), TurkishData.Classes);
        return fitted.Predict(x.View.TakeRows(fold.Test)).Zip(Take(fold.Test)).Count(pair => pair.First == pair.Second) / (double)fold.Test.Length;
    });
}

int[] Take(ReadOnlySpan<int> rows)
{
    var taken = new int[rows.Length];
    for (var i = 0; i < taken.Length; i++)
    {
        taken[i] = y[rows[i]];
    }

    return taken;
}

static void Repeat(int times, Action work)
{
    for (var i = 0; i < times; i++)
    {
        work();
    }
}
