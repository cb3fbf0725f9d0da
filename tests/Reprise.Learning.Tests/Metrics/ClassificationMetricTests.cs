using Reprise.Core.Matrices;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

/// <summary>Reference values: scikit-learn 1.2.1 on the same twelve rows, tolerance 1e-12.</summary>
public sealed class ClassificationMetricTests
{
    private static readonly int[] Truth = [0, 1, 2, 0, 1, 2, 0, 1, 2, 2, 1, 0];
    private static readonly double[] Weights = [1, 2, 1, 0.5, 1, 3, 0, 1, 1, 2, 1, 1];

    private static readonly int[] In64 =
    [
        17, 27, 20, 21, 15, 28, 6, 23, 35, 11, 36, 17, 15, 47, 2, 3, 1, 60, 13, 18, 33, 27, 11, 26, 6, 50, 8, 44, 11, 9, 8, 40, 16, 30, 1, 33,
    ];

    private static ClassificationOutcome Outcome => new(Truth, Probabilities, ["a", "b", "c"]);

    private static MatrixView Probabilities => new([.. In64.Select(value => value / 64.0)], 12, 3);

    private static ClassificationOutcome Binary
    {
        get
        {
            var p = new Matrix(12, 2);
            for (var row = 0; row < 12; row++)
            {
                p[row, 1] = Probabilities[row, 2];
                p[row, 0] = 1 - p[row, 1];
            }

            return new ClassificationOutcome([.. Truth.Select(index => index == 2 ? 1 : 0)], p, ["no", "yes"]);
        }
    }

    [Theory]
    [InlineData("top_2_accuracy", 0.5)]
    [InlineData("f0.5_macro", 0.2777777777777778)]
    [InlineData("f2_weighted", 0.31746031746031744)]
    [InlineData("f1_micro", 0.3333333333333333)]
    [InlineData("precision_weighted", 0.26666666666666666)]
    [InlineData("recall_weighted", 0.3333333333333333)]
    [InlineData("average_precision", 0.5361562049062049)]
    [InlineData("brier_score", 0.7208658854166666)]
    [InlineData("d2_log_loss_score", -0.07241430224561585)]
    public void Compute_OnThreeClasses_GivesReferenceValues(string name, double expected)
    {
        var metric = name switch
        {
            "top_2_accuracy" => ClassificationMetric.TopK(2),
            "f0.5_macro" => ClassificationMetric.FBeta(0.5),
            "f2_weighted" => ClassificationMetric.FBeta(2, Averaging.Weighted),
            _ => ClassificationMetric.Named(name),
        };

        Assert.Equal(name, metric.Name);
        Assert.Equal(expected, metric.Compute(Outcome), 1e-12);
    }

    [Theory]
    [InlineData("precision", 0.5)]
    [InlineData("recall", 0.5)]
    [InlineData("f1", 0.5)]
    [InlineData("brier_score", 0.23610432942708334)]
    [InlineData("average_precision", 0.6659090909090909)]
    public void Compute_OnTwoClasses_GivesReferenceValuesOfTheSecond(string name, double expected) =>
        Assert.Equal(expected, ClassificationMetric.Named(name).Compute(Binary), 1e-12);

    [Fact]
    public void Of_WithWeights_GivesReferenceValues()
    {
        Assert.Equal(0.5517241379310345, TopKAccuracy.Of(Truth, Probabilities, 2, Weights), 1e-12);
        Assert.Equal(0.5436642805270256, PrecisionRecallCurve.AveragePrecisionOf(Truth, Probabilities, Weights), 1e-12);
        Assert.Equal(0.7826455026455026, PrecisionRecallCurve.AveragePrecisionOf(Binary.Truth, Binary.Probabilities, Weights), 1e-12);
        Assert.Equal(0.2392999057112069, BrierScore.Of(Binary.Truth, Binary.Probabilities, Weights), 1e-12);
    }

    [Fact]
    public void PrecisionRecallCurve_OfReferenceScores_GivesReferencePoints()
    {
        double[] scores = [.. Enumerable.Range(0, 12).Select(row => Probabilities[row, 2])];
        var curve = PrecisionRecallCurve.Of([.. Truth.Select(index => index == 2)], scores);

        Numbers.Close([1, 1, 1.0 / 2, 2 / 5.0, 1 / 3.0, 2 / 7.0, 0.25, 2 / 9.0, 0.3, 4 / 11.0, 1 / 3.0], [.. curve.Points.Select(point => point.Precision)], 1e-12);
        Numbers.Close([0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 1, 1], [.. curve.Points.Select(point => point.Recall)], 1e-12);
        Assert.Equal(0.9375, curve.Points[0].Threshold);
        Assert.Equal(0.6659090909090909, curve.AveragePrecision, 1e-12);
    }

    [Fact]
    public void TopK_OfOne_IsAccuracy() =>
        Assert.Equal(Outcome.Confusion.Accuracy, ClassificationMetric.TopK(1).Compute(Outcome));

    [Fact]
    public void Named_Unknown_ListsTheNames() =>
        Assert.Contains("balanced_accuracy", Assert.Throws<ArgumentException>(() => ClassificationMetric.Named("nope")).Message, StringComparison.Ordinal);

    [Fact]
    public void F1_OfThreeClasses_SaysWhatToTake() =>
        Assert.Contains("f1_macro", Assert.Throws<ArgumentException>(() => ClassificationMetric.F1.Compute(Outcome)).Message, StringComparison.Ordinal);

    [Fact]
    public void Regression_OnReferenceRows_GivesReferenceValues()
    {
        var outcome = new RegressionOutcome([3, -0.5, 2, 7, 4], [2.5, 0, 2, 8, 5.5]);
        double[] expected =
        [
            0.8758278145695364, 0.75, Math.Sqrt(0.75), 0.7, 0.5, 1.5, 0.9172185430463576, 0.33690476190476193,
        ];

        Numbers.Close(expected, [.. RegressionMetric.All.Select(metric => metric.Compute(outcome))], 1e-12);
        Assert.Equal(RegressionMetric.R2, RegressionMetric.Named("r2"));
    }
}
