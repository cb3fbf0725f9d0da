using Reprise.Learning.Metrics;

namespace Reprise.Learning.Tests.Metrics;

public sealed class RegressionMetricTests
{
    private static readonly double[] Truth = [3, -0.5, 2, 7];
    private static readonly double[] Predicted = [2.5, 0, 2, 8];

    [Theory]
    [InlineData("LinearRegression")]
    [InlineData("Ridge_a1")]
    [InlineData("Lasso_a01")]
    [InlineData("ElasticNet_a01_05")]
    public void Outcome_OfReferencePredictions_GivesReferenceScores(string model)
    {
        var golden = GoldenSet.Json("diabetes.json").GetProperty("models").GetProperty(model);
        var truth = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture)).Skip(353).ToArray();

        var outcome = new RegressionOutcome(truth, golden.GetProperty("pred").Doubles());

        (string Name, RegressionMetric Metric)[] scores =
        [
            ("r2", RegressionMetric.R2), ("mse", RegressionMetric.MeanSquaredError), ("mae", RegressionMetric.MeanAbsoluteError),
            ("mape", RegressionMetric.MeanAbsolutePercentageError), ("medae", RegressionMetric.MedianAbsoluteError),
            ("explained_variance", RegressionMetric.ExplainedVariance),
        ];
        Numbers.Close([.. scores.Select(score => golden.GetProperty(score.Name).GetDouble())], [.. scores.Select(score => score.Metric.Compute(outcome))], 1e-10);
    }

    [Fact]
    public void Outcome_OfTheTextbookExample_IsAsPublished()
    {
        // scikit-learn's documentation of each function.
        var outcome = new RegressionOutcome(Truth, Predicted);

        Numbers.Close(
            [0.9486081370449679, 0.375, 0.6123724356957945, 0.5, 0.5, 1, 0.9571734475374732, 0.3273809523809524],
            [.. RegressionMetric.All.Select(metric => metric.Compute(outcome))],
            1e-15);
    }

    [Fact]
    public void Outcome_WithWeights_IsLikeRepeatedRows()
    {
        var weighted = new RegressionOutcome([.. Truth, 1], [.. Predicted, 900], [2, 1, 3, 1, 0]);
        var repeated = new RegressionOutcome([3, 3, -0.5, 2, 2, 2, 7], [2.5, 2.5, 0, 2, 2, 2, 8]);

        Numbers.Close(
            [.. RegressionMetric.All.Select(metric => metric.Compute(repeated))], [.. RegressionMetric.All.Select(metric => metric.Compute(weighted))], 1e-14);
    }

    [Fact]
    public void R2_OfAConstantTruth_IsOneOrZero()
    {
        Assert.Equal(1, RegressionMetric.R2.Compute(new RegressionOutcome([2, 2], [2, 2])));
        Assert.Equal(1, RegressionMetric.ExplainedVariance.Compute(new RegressionOutcome([2, 2], [3, 3])));
        Assert.Equal(0, RegressionMetric.R2.Compute(new RegressionOutcome([2, 2], [2, 3])));
    }

    [Fact]
    public void Outcome_OfDifferentRows_IsRefused()
    {
        Assert.Contains("same rows", Assert.Throws<ArgumentException>(() => new RegressionOutcome([1], [])).Message, StringComparison.Ordinal);
        Assert.Contains("same rows", Assert.Throws<ArgumentException>(() => new RegressionOutcome([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => new RegressionOutcome([1], [double.NaN])).Message, StringComparison.Ordinal);
    }
}
