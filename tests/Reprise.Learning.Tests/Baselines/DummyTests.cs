using Reprise.Core.Matrices;
using Reprise.Learning.Baselines;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Tests.Baselines;

public sealed class DummyTests
{
    private static readonly int[] Classes = [.. Enumerable.Range(0, 1000).Select(row => row % 10 < 6 ? 1 : row % 10 < 9 ? 0 : 2)];

    [Theory]
    [InlineData(DummyClassifierStrategy.Prior, 0.3, 0.6, 0.1)]
    [InlineData(DummyClassifierStrategy.MostFrequent, 0.0, 1.0, 0.0)]
    [InlineData(DummyClassifierStrategy.Constant, 0.0, 0.0, 1.0)]
    public void Classifier_ThatDrawsNothing_GivesTheSameForEveryRow(DummyClassifierStrategy strategy, params double[] expected)
    {
        var x = Rows();
        var probabilities = new DummyClassifier { Strategy = strategy, Constant = 2 }.Fit(x, Classes, 3).PredictProbabilities(x);

        Assert.All(Enumerable.Range(0, x.Rows), row => Assert.Equal(expected, probabilities.Row(row).ToArray()));
    }

    [Theory]
    [InlineData(DummyClassifierStrategy.Stratified, 0.3, 0.6, 0.1, 0.0)]
    [InlineData(DummyClassifierStrategy.Uniform, 1 / 3.0, 1 / 3.0, 1 / 3.0, 0.0)]
    public void Classifier_ThatDraws_DrawsInShares(DummyClassifierStrategy strategy, params double[] expected)
    {
        var x = Rows();
        var model = new DummyClassifier { Strategy = strategy, Seed = 1 }.Fit(x, Classes, 4);
        var labels = model.Predict(x);

        Assert.Equal(labels, model.Predict(x));
        Assert.NotEqual(labels, new DummyClassifier { Strategy = strategy, Seed = 2 }.Fit(x, Classes, 4).Predict(x));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], labels.Count(label => label == i) / 1000.0, 0.05);
        }
    }

    [Fact]
    public void Classifier_WithWeights_SharesByWeight()
    {
        var model = new DummyClassifier().Fit(new Matrix(3, 1), [0, 1, 1], 2, [6, 1, 1]);

        Assert.Equal([0.75, 0.25], model.Shares);
    }

    /// <summary>Medians and percentiles as NumPy's.</summary>
    [Theory]
    [InlineData(DummyRegressorStrategy.Mean, 4.0)]
    [InlineData(DummyRegressorStrategy.Median, 2.5)]
    [InlineData(DummyRegressorStrategy.Quantile, 7.9)]
    [InlineData(DummyRegressorStrategy.Constant, -1.5)]
    public void Regressor_PredictsOneValue(DummyRegressorStrategy strategy, double expected)
    {
        var model = new DummyRegressor { Strategy = strategy, Quantile = 0.9, Constant = -1.5 }.Fit(new Matrix(4, 2), [1, 2, 3, 10]);

        Assert.Equal(expected, model.Value, 1e-12);
        Assert.Equal([model.Value, model.Value], model.Predict(new Matrix(2, 2)));
    }

    [Fact]
    public void Regressor_OfHugeTargets_HasAFiniteMean() =>
        Assert.Equal(1.5e308, new DummyRegressor().Fit(new Matrix(2, 1), [1.4e308, 1.6e308]).Value, 1e295);

    private static Matrix Rows()
    {
        var x = new Matrix(1000, 2);
        for (var row = 0; row < x.Rows; row++)
        {
            (x[row, 0], x[row, 1]) = (row, -row % 7);
        }

        return x;
    }
}
