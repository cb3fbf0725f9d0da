using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Calibration;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Calibration;

public sealed class TunedThresholdClassifierTests
{
    private static readonly DecisionTreeClassifier Tree = new() { MaxDepth = 4, MinSamplesLeaf = 20 };

    [Fact]
    public void Fit_OnRarePositives_RaisesF1OverTheDefaultThreshold()
    {
        var (x, y) = Rare(2000, 1);
        var (testX, testY) = Rare(2000, 2);
        var model = new TunedThresholdClassifier { Classifier = Tree, Metric = ClassificationMetric.F1 }.Fit(x, y, 2);

        var (tuned, raw) = (F1(model, testX, testY), F1(model.Classifier, testX, testY));

        Assert.True(tuned > raw + 0.03, $"F1 {tuned} with the threshold, {raw} without.");
        Assert.InRange(model.Thresholds[1], 0.05, 0.45);
    }

    [Fact]
    public void PredictProbabilities_OfTwoClasses_PutTheThresholdAtOneHalfAndKeepTheOrder()
    {
        var (x, y) = Rare(600, 3);
        var model = new TunedThresholdClassifier { Classifier = Tree }.Fit(x, y, 2);
        var (scaled, raw) = (model.PredictProbabilities(x), model.Classifier.PredictProbabilities(x));
        var threshold = model.Thresholds[1];

        for (var row = 0; row < x.Rows; row++)
        {
            var p = raw[row, 1];
            Assert.Equal(p * (1 - threshold) / ((p * (1 - threshold)) + ((1 - p) * threshold)), scaled[row, 1], 1e-12);
            Assert.Equal(p > threshold, scaled[row, 1] > 0.5);
        }
    }

    [Fact]
    public void Fit_ChoosesTheBestOfItsThresholdsOutOfFold()
    {
        var (x, y) = Rare(600, 4);
        var splitter = new StratifiedKFold { ShuffleSeed = 0 };
        var p = new CrossValidation { Splitter = splitter }.Evaluate(Tree, x, y, 2).OutOfFold.Probabilities;
        var scores = new double[x.Rows];
        p.CopyColumn(1, scores);
        var best = Enumerable.Range(0, 50).Max(at => Balanced(scores, y, scores.Min() + ((scores.Max() - scores.Min()) * at / 49)));

        var model = new TunedThresholdClassifier { Classifier = Tree, Thresholds = 50 }.Fit(x, y, 2);

        Assert.Equal(Math.Max(best, Balanced(scores, y, 0.5)), Balanced(scores, y, model.Thresholds[1]), 1e-12);
    }

    private static double Balanced(double[] scores, int[] y, double threshold) =>
        ConfusionMatrix.Of(y, [.. scores.Select(score => score > threshold ? 1 : 0)], ["0", "1"]).BalancedAccuracy;

    private static double F1(IClassifierModel model, Matrix x, int[] y) => ConfusionMatrix.Of(y, model.Predict(x), ["0", "1"]).FScore(1);

    private static (Matrix X, int[] Y) Rare(int rows, ulong seed)
    {
        var rng = new Rng(seed);
        var x = new Matrix(rows, 2);
        var y = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            (x[row, 0], x[row, 1]) = (rng.NextDouble(), rng.NextDouble());
            y[row] = rng.NextDouble() < 0.4 * x[row, 0] * x[row, 0] ? 1 : 0;
        }

        return (x, y);
    }
}
