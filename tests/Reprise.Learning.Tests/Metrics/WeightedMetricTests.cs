using Reprise.Core.Matrices;
using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

/// <summary>Row weights in classification metrics. Values are those of scikit-learn 1.2.1 with <c>sample_weight</c>, on the rows below, within 1e-12.</summary>
public sealed class WeightedMetricTests
{
    private static readonly int[] Truth = [.. Enumerable.Range(0, 40).Select(i => ((i * 7) + (i / 5)) % 3)];
    private static readonly double[] Weights = [.. Enumerable.Range(0, 40).Select(i => 0.25 * (1 + (i * 5 % 9)))];
    private static readonly Matrix Probabilities = Make();

    [Theory]
    [InlineData("accuracy", 0.8214285714285714)]
    [InlineData("balanced_accuracy", 0.8188532334873798)]
    [InlineData("f1_macro", 0.8147941010020308)]
    [InlineData("f1_weighted", 0.8219724562150836)]
    [InlineData("f1_micro", 0.8214285714285714)]
    [InlineData("precision_macro", 0.8117925617925618)]
    [InlineData("recall_macro", 0.8188532334873798)]
    [InlineData("precision_weighted", 0.8234129930558501)]
    [InlineData("recall_weighted", 0.8214285714285714)]
    [InlineData("matthews_corrcoef", 0.7241506374543267)]
    [InlineData("cohen_kappa", 0.7237658049448337)]
    [InlineData("roc_auc_ovr", 0.8221878006552924)]
    [InlineData("roc_auc_ovr_weighted", 0.8138887578775946)]
    [InlineData("log_loss", 0.8159858654274176)]
    public void Compute_WithWeights_IsAsScikitLearn(string metric, double expected) =>
        Assert.Equal(expected, ClassificationMetric.Named(metric).Compute(new ClassificationOutcome(Truth, Probabilities, ["a", "b", "c"], Weights)), 1e-12);

    [Theory]
    [InlineData("roc_auc_ovr", 0.728364072901888)]
    [InlineData("average_precision", 0.7020477676205166)]
    [InlineData("brier_score", 0.18601476366445174)]
    [InlineData("f1", 0.49586776859504134)]
    public void Compute_OfTwoClassesWithWeights_IsAsScikitLearn(string metric, double expected)
    {
        var pair = new Matrix(40, 2);
        for (var row = 0; row < 40; row++)
        {
            (pair[row, 0], pair[row, 1]) = (1 - Probabilities[row, 1], Probabilities[row, 1]);
        }

        int[] truth = [.. Truth.Select(index => index == 1 ? 1 : 0)];

        Assert.Equal(expected, ClassificationMetric.Named(metric).Compute(new ClassificationOutcome(truth, pair, ["no", "yes"], Weights)), 1e-12);
    }

    /// <summary>Every metric: whole weights are repeated rows, and weight 0 is no row.</summary>
    [Fact]
    public void Compute_OfEachMetric_TakesWeightsForRepeatedRows()
    {
        double[] whole = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 4))];
        int[] repeated = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, i % 4))];
        var plain = new ClassificationOutcome(Truth, Probabilities, ["a", "b", "c"]);
        var weighted = new ClassificationOutcome(Truth, Probabilities, ["a", "b", "c"], whole);

        foreach (var metric in ClassificationMetric.All.Where(metric => metric.Name is not ("f1" or "precision" or "recall")).Append(ClassificationMetric.TopK(2)).Append(ClassificationMetric.FBeta(2)))
        {
            Assert.Equal(metric.Compute(plain.TakeRows(repeated)), metric.Compute(weighted), 1e-12);
        }

        Assert.Equal(40, weighted.Confusion.Total);
        Assert.Equal(whole.Sum(), weighted.Confusion.TotalWeight);
        Assert.Equal(whole.Sum() * 2, ConfusionMatrix.Sum([weighted.Confusion, weighted.Confusion]).TotalWeight);
        Assert.Equal([.. Enumerable.Repeat(3.0, 3)], weighted.TakeRows([3, 7, 11]).Weights);
    }

    [Fact]
    public void Of_WithBadWeights_NamesTheRule() =>
        Assert.Contains("at row 1", Assert.Throws<ArgumentException>(() => RocCurve.Of([true, false], [0.2, 0.1], [1, -1])).Message, StringComparison.Ordinal);

    private static Matrix Make()
    {
        var result = new Matrix(40, 3);
        for (var i = 0; i < 40; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < 3; j++)
            {
                result[i, j] = 1 + (((i * 13) + (j * 17)) % 11) + (j == Truth[i] && i % 4 != 0 ? 6 : 0);
                sum += result[i, j];
            }

            for (var j = 0; j < 3; j++)
            {
                result[i, j] /= sum;
            }
        }

        return result;
    }
}
