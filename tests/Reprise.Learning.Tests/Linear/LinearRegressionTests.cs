using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Tests.Linear;

public sealed class LinearRegressionTests
{
    /// <summary>Within 1e-6 relative; lasso and elastic net within the precision at which scikit-learn stopped.</summary>
    [Theory]
    [InlineData("LinearRegression", 1e-6)]
    [InlineData("Ridge_a1", 1e-6)]
    [InlineData("Lasso_a01", 1e-6)]
    [InlineData("ElasticNet_a01_05", 1e-6)]
    public void Fit_OnDiabetes_GivesTheReferenceCoefficients(string name, double tolerance)
    {
        var (x, y) = Diabetes();
        IRegressor regressor = name switch
        {
            "LinearRegression" => new LinearRegression(),
            "Ridge_a1" => new Ridge(),
            "Lasso_a01" => new Lasso { Alpha = 0.1, Tolerance = 1e-13, MaxIterations = 100_000 },
            _ => new ElasticNet { Alpha = 0.1, L1Ratio = 0.5, Tolerance = 1e-13, MaxIterations = 100_000 },
        };
        var expected = GoldenSet.Json("diabetes.json").GetProperty("models").GetProperty(name);

        var model = regressor.Fit(x.View.Slice(0, 353), y.AsSpan(0, 353), TestContext.Current.CancellationToken);

        var (coefficients, intercept) = model switch
        {
            LinearRegressionModel linear => (linear.Coefficients.ToArray(), linear.Intercept),
            ElasticNetModel sparse => (sparse.Coefficients.ToArray(), sparse.Intercept),
            _ => throw new InvalidOperationException(),
        };
        Numbers.Close(expected.GetProperty("coef").Doubles(), coefficients, tolerance);
        Assert.Equal(expected.GetProperty("intercept").GetDouble(), intercept, 1e-4);
        Numbers.Close(expected.GetProperty("pred").Doubles(), Predict(model, x.View.Slice(353, 89)), tolerance);
    }

    [Theory]
    [InlineData(60, 1.0)]
    [InlineData(60, 0.0)]
    [InlineData(4, 1.0)]
    public void Fit_WithoutL1_IsRidgeAndConverged(int rows, double alpha)
    {
        var rng = new Rng(5);
        var (x, y) = (new Matrix(rows, 5), new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                x[row, column] = rng.NextDouble();
            }

            y[row] = (2 * x[row, 0]) - x[row, 3] + (0.1 * rng.NextDouble());
        }

        var net = new ElasticNet { Alpha = alpha, L1Ratio = 0, Tolerance = 1e-10, MaxIterations = 100_000 }.Fit(x, y);

        Assert.True(net.Converged);
        Assert.All(
            net.Coefficients.ToArray().Zip(new Ridge { Alpha = alpha * rows }.Fit(x, y).Coefficients.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void Fit_WithWholeWeights_IsAsWithRepeatedRows()
    {
        var (x, y) = Diabetes();
        (x, y) = (x.View.TakeRows([.. Enumerable.Range(0, 60)]), y[..60]);
        double[] weights = [.. y.Select((_, row) => (double)(row % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var copies = x.View.TakeRows(repeated);
        double[] targets = [.. repeated.Select(row => y[row])];
        foreach (var regressor in (IWeightedRegressor[])[new LinearRegression(), new Ridge { Alpha = 0.3 }, new ElasticNet { Alpha = 0.01, Tolerance = 1e-13, MaxIterations = 100_000 }])
        {
            var expected = Predict(regressor.Fit(copies, targets, TestContext.Current.CancellationToken), x);
            Numbers.Close(expected, Predict(regressor.Fit(x, y, weights, TestContext.Current.CancellationToken), x), 1e-7);
        }
    }

    [Fact]
    public void Fit_OfColumnsThatDependOnEachOther_GivesTheShortestSolution()
    {
        var (x, y) = Diabetes();
        var doubled = new Matrix(x.Rows, 4);
        for (var row = 0; row < x.Rows; row++)
        {
            (doubled[row, 0], doubled[row, 1], doubled[row, 2], doubled[row, 3]) = (x[row, 2], x[row, 3], x[row, 2], 1);
        }

        var once = new Matrix(x.Rows, 2);
        for (var row = 0; row < x.Rows; row++)
        {
            (once[row, 0], once[row, 1]) = (x[row, 2], x[row, 3]);
        }

        var single = new LinearRegression().Fit(once, y, TestContext.Current.CancellationToken);
        var model = new LinearRegression().Fit(doubled, y, TestContext.Current.CancellationToken);
        Numbers.Close([single.Coefficients[0] / 2, single.Coefficients[1], single.Coefficients[0] / 2, 0], model.Coefficients, 1e-9);
    }

    [Fact]
    public void Fit_OfFewerRowsThanColumns_MeetsTheConditionsOfTheMinimum()
    {
        var rng = new Rng(5);
        var x = new Matrix(20, 35);
        foreach (ref var value in x.Values)
        {
            value = rng.NextDouble() - 0.5;
        }

        double[] y = [.. Enumerable.Range(0, 20).Select(row => x[row, 0] - (2 * x[row, 7]) + (0.1 * rng.NextDouble()))];
        Numbers.Close(y, Predict(new LinearRegression().Fit(x, y, TestContext.Current.CancellationToken), x), 1e-9);

        var ridge = new Ridge { Alpha = 0.5 }.Fit(x, y, TestContext.Current.CancellationToken);
        CheckMinimum(x, y, ridge.Coefficients, Predict(ridge, x), 0, 0.5, 1e-9);
        var lasso = new Lasso { Alpha = 0.01, Tolerance = 1e-12, MaxIterations = 100_000 }.Fit(x, y, TestContext.Current.CancellationToken);
        Assert.True(lasso.Converged);
        Assert.True(lasso.Coefficients.Contains(0));
        CheckMinimum(x, y, lasso.Coefficients, Predict(lasso, x), 0.01 * 20, 0, 1e-5);
    }

    [Fact]
    public void Fit_WithoutIntercept_MeetsTheConditionsOfTheMinimum()
    {
        var (x, y) = Diabetes();
        var linear = new LinearRegression { FitIntercept = false }.Fit(x, y, TestContext.Current.CancellationToken);
        var net = new ElasticNet { FitIntercept = false, Alpha = 0.01, Tolerance = 1e-13, MaxIterations = 100_000 }.Fit(x, y, TestContext.Current.CancellationToken);

        Assert.Equal(0, linear.Intercept);
        Assert.Equal(0, net.Intercept);
        CheckMinimum(x, y, linear.Coefficients, Predict(linear, x), 0, 0, 1e-6);
        CheckMinimum(x, y, net.Coefficients, Predict(net, x), 0.005 * x.Rows, 0.005 * x.Rows, 1e-4);
    }

    [Fact]
    public void Fit_StoppedEarly_SaysSo()
    {
        var (x, y) = Diabetes();
        var model = new Lasso { Alpha = 0.01, MaxIterations = 2 }.Fit(x, y, TestContext.Current.CancellationToken);
        Assert.False(model.Converged);
        Assert.Equal(2, model.Iterations);
        Assert.True(model.DualityGap > 0);
    }

    /// <summary>Xᵀ(y − ŷ) = lasso · sign(w) + ridge · w, and no larger than lasso where w is 0.</summary>
    private static void CheckMinimum(Matrix x, double[] y, ReadOnlySpan<double> w, double[] predicted, double lasso, double ridge, double tolerance)
    {
        var column = new double[x.Rows];
        double[] residuals = [.. y.Zip(predicted, (target, value) => target - value)];
        for (var i = 0; i < w.Length; i++)
        {
            x.View.CopyColumn(i, column);
            var slope = Vectors.Dot(column, residuals) - (ridge * w[i]);
            Assert.True(w[i] == 0 ? Math.Abs(slope) <= lasso + tolerance : Math.Abs(slope - (lasso * Math.Sign(w[i]))) < tolerance);
        }
    }

    private static double[] Predict(IRegressorModel model, MatrixView x)
    {
        var result = new double[x.Rows];
        model.Predict(x, result);
        return result;
    }

    private static (Matrix X, double[] Y) Diabetes()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv"));
        var x = new Matrix(lines.Length - 1, 10);
        var y = new double[lines.Length - 1];
        for (var row = 0; row < y.Length; row++)
        {
            double[] cells = [.. lines[row + 1].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            cells.AsSpan(0, 10).CopyTo(x.Row(row));
            y[row] = cells[10];
        }

        return (x, y);
    }
}
