using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Boosting;

/// <summary>Against scikit-learn 1.2.1's GradientBoosting on the same data: the same trees, values within 1e-6 where no two cuts are equally good.</summary>
public sealed class GradientBoostingTests
{
    private static readonly JsonElement Golden = GoldenSet.Json("boosting.json").GetProperty("exact");

    public static TheoryData<string, GradientBoostingRegressor> Regressors => new()
    {
        { "diabetes", new GradientBoostingRegressor() },
        { "diabetes_leaves", new GradientBoostingRegressor { MaxDepth = 5, MaxLeaves = 6, MinSamplesLeaf = 5, Trees = 30 } },
    };

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Fit_OfNumbers_PredictsAsThePeer(string name, GradientBoostingRegressor regressor)
    {
        var (x, y) = Diabetes.Rounded();

        var values = Predict(regressor.Fit(x, y), x);

        Numbers.Close(Golden.GetProperty(name).Doubles(), [.. values.Where((_, row) => row % 10 == 0)], 1e-6);
    }

    [Theory]
    [InlineData(664)]                                                // about 1e200
    [InlineData(1020)]
    [InlineData(-664)]
    public void Fit_OfHugeOrTinyTargets_SplitsAsOnesOfUsualSize(int power)
    {
        var unit = Math.ScaleB(1, power);
        var (x, y) = (new Matrix(60, 2), new double[60]);
        for (var row = 0; row < 60; row++)
        {
            (x[row, 0], x[row, 1]) = (row % 10, row % 7);
            y[row] = (row % 10 < 5 ? 1 : -1) + (0.1 * (row % 7));
        }

        foreach (var loss in (RegressionLoss[])[RegressionLoss.SquaredError, RegressionLoss.AbsoluteError])
        {
            var boosting = new GradientBoostingRegressor { Trees = 20, Loss = loss };
            var usual = boosting.Fit(x, y);
            var (large, expected) = (boosting.Fit(x, [.. y.Select(value => value * unit)]), usual.Predict(x));

            Assert.All(large.Predict(x).Zip(expected), pair => Assert.Equal(pair.Second, pair.First / unit, 1e-9));
            Assert.All(large.FeatureImportances.ToArray().Zip(usual.FeatureImportances.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    [Fact]
    public void Fit_OfClasses_PredictsAsThePeer()
    {
        var set = GoldenSet.Load("iris");
        int[] versicolor = [.. set.Y.Select(index => index == 1 ? 1 : 0)], rows = [.. Enumerable.Range(0, 15).Select(i => 10 * i)];
        var three = new GradientBoostingClassifier { Trees = 20 }.Fit(set.X, set.Y, 3);
        var two = new GradientBoostingClassifier { Trees = 20 }.Fit(set.X, versicolor, 2);

        var ones = two.PredictProbabilities(set.X.View.TakeRows(rows)).Values.ToArray().Where((_, i) => i % 2 == 1).ToArray();
        Numbers.Close(Golden.GetProperty("iris_versicolor").Doubles(), ones, 1e-6);
        Numbers.Close(Golden.GetProperty("iris").Doubles(), three.PredictProbabilities(set.X.View.TakeRows(rows)).Values, 1e-6);
    }

    [Fact]
    public void Fit_OfTheTurkishSet_IsAsAccurateAsThePeer()
    {
        var set = GoldenSet.Load("turkish");
        int[] train = [.. Enumerable.Range(0, 400).Where(row => row % 5 != 0)], test = [.. Enumerable.Range(0, 400).Where(row => row % 5 == 0)];
        var model = new GradientBoostingClassifier().Fit(set.X.View.TakeRows(train), [.. train.Select(row => set.Y[row])], 4);

        var accuracy = model.Predict(set.X.View.TakeRows(test)).Zip(test).Average(pair => pair.First == set.Y[pair.Second] ? 1.0 : 0);

        Assert.InRange(accuracy, Golden.GetProperty("turkish_accuracy").GetDouble() - 0.03, 1);
    }

    [Fact]
    public void Fit_ByAbsoluteError_LowersIt()
    {
        var (x, y) = Diabetes.Load();
        double Error(int trees) =>
            Predict(new GradientBoostingRegressor { Loss = RegressionLoss.AbsoluteError, Trees = trees }.Fit(x, y), x).Zip(y).Average(pair => Math.Abs(pair.First - pair.Second));

        Assert.True(Error(60) < Error(20) && Error(20) < Error(5));
    }

    [Fact]
    public void Fit_WithSubsampleAndFewFeatures_StillLearns()
    {
        var (x, y) = Diabetes.Load();
        var model = new GradientBoostingRegressor { Subsample = 0.5, MaxFeatures = MaxFeatures.Count(3), Seed = 5 }.Fit(x, y);

        var error = Predict(model, x).Zip(y).Average(pair => Math.Pow(pair.First - pair.Second, 2));

        Assert.InRange(error, 0, 0.6 * y.Average(value => Math.Pow(value - y.Average(), 2)));
    }

    [Fact]
    public void Fit_WithWeights_IsAsIfRowsWereRepeatedOrAbsent()
    {
        var (x, y) = Diabetes.Load();
        var weights = Enumerable.Range(0, y.Length).Select(row => (double)(row % 3)).ToArray();
        int[] rows = [.. Enumerable.Range(0, y.Length).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var settings = new GradientBoostingRegressor { Trees = 10 };

        var weighted = settings.Fit(x, y, weights);
        var repeated = settings.Fit(x.View.TakeRows(rows), [.. rows.Select(row => y[row])]);

        Numbers.Close(Predict(repeated, x), Predict(weighted, x), 1e-9);
    }

    private static double[] Predict(BoostedRegressorModel model, Matrix x)
    {
        var values = new double[x.Rows];
        model.Predict(x, values);
        return values;
    }
}
