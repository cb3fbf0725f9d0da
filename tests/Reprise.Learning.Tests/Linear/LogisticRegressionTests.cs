using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Linear;

namespace Reprise.Learning.Tests.Linear;

public sealed class LogisticRegressionTests
{
    /// <summary>
    /// Coefficients within 1e-8, intercepts within 1e-6 of the optimum (scikit-learn's newton-cg polished by Newton steps to a gradient of 1e-14). scikit-learn's lbfgs stops 1e-5 to 1e-4 before it
    /// whatever its tolerance, because its line search ends where values differ by 2e-9; its probabilities are met within that.
    /// </summary>
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Fit_OnReferenceData_FindsTheReferenceOptimum(string name)
    {
        var set = GoldenSet.Load(name);
        var expected = GoldenSet.Family(name, "linear").GetProperty("LogisticRegression_lbfgs_C1");
        var (x, train, test) = ReferenceProtocol.Split(set);

        var model = new LogisticRegression { Tolerance = 1e-11, MaxIterations = 3000 }
            .Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length, TestContext.Current.CancellationToken);

        Assert.True(model.Converged, $"{model.Iterations} iterations");
        var optimum = GoldenSet.Json("logistic_optimum.json").GetProperty(name);
        Numbers.Close(optimum.GetProperty("coef").Matrix().Values, model.Coefficients.Values, 1e-8);
        Numbers.Close(optimum.GetProperty("intercept").Doubles(), model.Intercepts, 1e-6);
        Numbers.Close(expected.GetProperty("coef").Matrix().Values, model.Coefficients.Values, 5e-4);
        var probabilities = model.PredictProbabilities(x.View.TakeRows(test), TestContext.Current.CancellationToken);
        var reference = expected.GetProperty("proba").Matrix();
        Numbers.Close(reference.Values, probabilities.Values[..reference.Values.Length], 5e-4);
        Assert.Equal(expected.GetProperty("pred").Integers(), model.Predict(x.View.TakeRows(test), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("breast_cancer")]
    [InlineData("digits")]
    public void Fit_WithDefaults_ConvergesAndPredictsAsTheOptimum(string name)
    {
        var set = GoldenSet.Load(name);
        var (x, train, test) = ReferenceProtocol.Split(set);
        var model = new LogisticRegression().Fit(x.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), set.Classes.Length, TestContext.Current.CancellationToken);

        Assert.True(model.Converged, $"{model.Iterations} iterations");
        var expected = GoldenSet.Family(name, "linear").GetProperty("LogisticRegression_lbfgs_C1").GetProperty("pred").Integers();
        Assert.True(model.Predict(x.View.TakeRows(test), TestContext.Current.CancellationToken).Zip(expected).Count(pair => pair.First != pair.Second) <= 2);
    }

    /// <summary>At the minimum the loss's gradient is −sign · strength on coefficients that are not 0, and no larger on those that are.</summary>
    [Theory]
    [InlineData(2, Penalty.L1, 0.1, 1)]
    [InlineData(3, Penalty.L1, 0.3, 1)]
    [InlineData(3, Penalty.ElasticNet, 0.2, 0.5)]
    [InlineData(2, Penalty.ElasticNet, 0.2, 0.7)]
    [InlineData(3, Penalty.ElasticNet, 0.2, 0)]
    public void Fit_WithAbsoluteValues_MeetsTheConditionsOfTheMinimum(int classes, Penalty penalty, double c, double ratio)
    {
        var (x, y) = Data(classes);
        double[] weights = [.. Enumerable.Range(0, y.Length).Select(row => 1 + (row % 3))];
        var model = new LogisticRegression { Penalty = penalty, C = c, L1Ratio = ratio, Tolerance = 1e-9, MaxIterations = 2000 }
            .Fit(x, y, classes, weights, TestContext.Current.CancellationToken);

        Assert.True(model.Converged);
        var (gradient, intercepts) = Gradient(model, x, y, weights);
        var (lasso, ridge) = (penalty == Penalty.L1 ? 1 : ratio, penalty == Penalty.L1 ? 0 : 1 - ratio);
        for (var i = 0; i < gradient.Length; i++)
        {
            var coefficient = model.Coefficients.Values[i];
            var slope = (c * gradient[i]) + (ridge * coefficient);
            Assert.True(coefficient == 0 ? Math.Abs(slope) <= lasso + 1e-5 : Math.Abs(slope + (lasso * Math.Sign(coefficient))) < 1e-5, $"{i}: {coefficient:R} {slope:R}");
        }

        Assert.All(intercepts, value => Assert.Equal(0, value, 1e-5));
        Assert.Equal(lasso > 0, model.Coefficients.Values.Contains(0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_WithoutPenaltyOrIntercept_HasNoGradient(int classes)
    {
        var (x, y) = Data(classes);
        var model = new LogisticRegression { Penalty = Penalty.None, FitIntercept = false, Tolerance = 1e-10, MaxIterations = 2000 }
            .Fit(x, y, classes, TestContext.Current.CancellationToken);

        Assert.True(model.Converged);
        Assert.All(Gradient(model, x, y, []).Coefficients, value => Assert.Equal(0, value, 1e-4));
        Assert.All(model.Intercepts.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Fit_WithWholeWeights_IsAsWithRepeatedRows()
    {
        var (x, y) = Data(3);
        double[] weights = [.. y.Select((_, row) => (double)(row % 3))];
        int[] repeated = [.. Enumerable.Range(0, y.Length).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var parameters = new LogisticRegression { Tolerance = 1e-11, MaxIterations = 1000 };

        var weighted = parameters.Fit(x, y, 3, weights, TestContext.Current.CancellationToken);
        var copies = parameters.Fit(x.View.TakeRows(repeated), ReferenceProtocol.Take(y, repeated), 3, TestContext.Current.CancellationToken);

        Numbers.Close(copies.Coefficients.Values, weighted.Coefficients.Values, 1e-8);
        Numbers.Close(copies.Intercepts, weighted.Intercepts, 1e-8);
    }

    [Fact]
    public void Fit_WithBalancedClasses_IsAsWithTheirWeights()
    {
        var (x, y) = Data(2);
        int[] rows = [.. Enumerable.Range(0, y.Length).Where(row => y[row] == 0 || row % 4 == 1)];
        (x, y) = (x.View.TakeRows(rows), ReferenceProtocol.Take(y, rows));
        double[] weights = [.. y.Select(target => y.Length / (2.0 * y.Count(other => other == target)))];

        var balanced = new LogisticRegression { ClassWeights = ClassWeights.Balanced }.Fit(x, y, 2, TestContext.Current.CancellationToken);
        var weighted = new LogisticRegression().Fit(x, y, 2, weights, TestContext.Current.CancellationToken);

        Assert.Equal(weighted.Coefficients.Values, balanced.Coefficients.Values);
    }

    [Fact]
    public void Fit_OnManyValues_StartsInSinglePrecisionAndEndsAtTheSameOptimum()
    {
        var rng = new Rng(4);
        var x = new Matrix(40_000, 30);
        var y = new int[x.Rows];
        for (var row = 0; row < x.Rows; row++)
        {
            y[row] = rng.NextInt32(3);
            for (var i = 0; i < x.Columns; i++)
            {
                x[row, i] = rng.NextDouble() + (i == y[row] ? 0.3 : 0);
            }
        }

        var model = new LogisticRegression { Tolerance = 1e-9, MaxWorkers = 2 }.Fit(x, y, 3, TestContext.Current.CancellationToken);
        var single = new LogisticRegression { Tolerance = 1e-5, MaxWorkers = 1 }.Fit(x, y, 3, TestContext.Current.CancellationToken);

        Assert.True(model.Converged && single.Converged);
        var (gradient, intercepts) = Gradient(model, x, y, []);
        for (var i = 0; i < gradient.Length; i++)
        {
            Assert.Equal(0, gradient[i] + model.Coefficients.Values[i], 1e-3);     // of a sum over 40,000 rows
        }

        Assert.All(intercepts, value => Assert.Equal(0, value, 1e-3));
        Numbers.Close(model.Coefficients.Values, single.Coefficients.Values, 1e-3);
    }

    [Fact]
    public void Predict_WithAClassThatHasNoRows_GivesItProbabilityZero()
    {
        var (x, y) = Data(2);
        var model = new LogisticRegression().Fit(x, [.. y.Select(target => target * 2)], 4, TestContext.Current.CancellationToken);
        var probabilities = model.PredictProbabilities(x, TestContext.Current.CancellationToken);

        Assert.Equal([0, 2], model.Classes.ToArray());
        Assert.Equal(0, probabilities[0, 1]);
        Assert.Equal(0, probabilities[0, 3]);
        Assert.Equal(1, probabilities[0, 0] + probabilities[0, 2], 1e-12);
    }

    [Fact]
    public void Predict_OfARowAtTheEndsOfTheRange_IsCertain()
    {
        var (x, y) = Data(3);
        var model = new LogisticRegression().Fit(x, y, 3, TestContext.Current.CancellationToken);
        x.Row(0).Fill(1.7e308);
        x.Row(1).Fill(-1.7e308);
        var probabilities = model.PredictProbabilities(x, TestContext.Current.CancellationToken);
        Assert.All((int[])[0, 1], row => Assert.Equal(1, probabilities.Row(row).ToArray().Sum(), 1e-12));
    }

    [Fact]
    public void Fit_StoppedEarly_SaysSo()
    {
        var (x, y) = Data(3);
        var model = new LogisticRegression { MaxIterations = 1, Tolerance = 1e-12 }.Fit(x, y, 3, TestContext.Current.CancellationToken);
        Assert.False(model.Converged);
        Assert.Equal(1, model.Iterations);
    }

    [Fact]
    public void Fit_WhenWeightsLeaveOneClass_Throws()
    {
        var (x, y) = Data(2);
        Assert.Throws<ArgumentException>(() => new LogisticRegression().Fit(x, y, 2, [.. y.Select(target => (double)target)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticRegression { Penalty = (Penalty)9 }.Fit(x, y, 2));
    }

    private static (Matrix X, int[] Y) Data(int classes)
    {
        var rng = new Rng(3);
        var x = new Matrix(90, 6);
        var y = new int[90];
        for (var row = 0; row < 90; row++)
        {
            y[row] = row % classes;
            for (var i = 0; i < 6; i++)
            {
                x[row, i] = (rng.NextDouble() * (1 + i)) + (i < 3 && rng.NextDouble() < 0.6 ? y[row] : 0);
            }
        }

        return (x, y);
    }

    /// <summary>The gradient of Σ weight · loss by the plain formula.</summary>
    private static (double[] Coefficients, double[] Intercepts) Gradient(LogisticRegressionModel model, Matrix x, int[] y, double[] weights)
    {
        var probabilities = model.PredictProbabilities(x);
        var outputs = model.Coefficients.Rows;
        var (coefficients, intercepts) = (new double[outputs * x.Columns], new double[outputs]);
        for (var row = 0; row < x.Rows; row++)
        {
            for (var output = 0; output < outputs; output++)
            {
                var index = outputs == 1 ? 1 : output;
                var residual = (weights.Length > 0 ? weights[row] : 1) * (probabilities[row, index] - (y[row] == index ? 1 : 0));
                intercepts[output] += residual;
                for (var i = 0; i < x.Columns; i++)
                {
                    coefficients[(output * x.Columns) + i] += residual * x[row, i];
                }
            }
        }

        return (coefficients, intercepts);
    }
}
