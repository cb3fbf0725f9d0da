using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Native.XGBoost;

namespace Reprise.Learning.XGBoost.Tests;

public sealed class XGBoostRegressorTests
{
    [Fact]
    public void Fit_PredictsAsTheLibraryDoes()
    {
        Engine.Needed();
        var (x, y) = Sample();
        using var matrix = new XGBoostMatrix([.. x.Values.ToArray().Select(value => (float)value)], x.Rows, x.Columns);
        matrix.SetLabels([.. y.Select(value => (float)value)]);
        using var booster = new XGBoostBooster(matrix);
        booster.SetParameter("base_score", ((float)y.Average()).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        booster.SetParameter("tree_method", "hist");
        booster.SetParameter("nthread", "1");
        for (var round = 0; round < 15; round++)
        {
            booster.Update(round, matrix);
        }

        var predicted = new XGBoostRegressor { Rounds = 15 }.Fit(x, y).Predict(x);

        Assert.All(predicted.Zip(booster.Predict(matrix)), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.True(predicted.Max() - predicted.Min() > 50);
    }

    [Fact]
    public void Fit_WithATargetBeyond32Bits_NamesTheRow()
    {
        var (x, y) = Sample();
        y[3] = -1e200;

        var error = Assert.Throws<ArgumentException>(() => new XGBoostRegressor().Fit(x, y));

        Assert.Contains("at row 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithMoreThreads_IsAsGood()
    {
        Engine.Needed();
        var (x, y) = Sample();

        var one = new XGBoostRegressor { Rounds = 10 }.Fit(x, y).Predict(x);
        var three = new XGBoostRegressor { Rounds = 10, Threads = 3 }.Fit(x, y).Predict(x);

        Assert.All(one.Zip(three), pair => Assert.Equal(pair.First, pair.Second, 1.0));
    }

    private static (Matrix X, double[] Y) Sample()
    {
        var rng = new Rng(9);
        var (x, y) = (new Matrix(250, 2), new double[250]);
        for (var row = 0; row < y.Length; row++)
        {
            (x[row, 0], x[row, 1]) = (10 * rng.NextDouble(), rng.NextInt32(5));
            y[row] = (10 * x[row, 0]) - (x[row, 1] * x[row, 1]) + rng.NextDouble();
        }

        return (x, y);
    }
}
