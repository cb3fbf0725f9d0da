using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

/// <summary>Trees whose cuts do not tie are scikit-learn's; forests are as good as its forests, on average over splits and seeds.</summary>
[Trait("Culture", "none")]
public sealed class TreeGoldenTests
{
    private static readonly System.Text.Json.JsonElement Golden = GoldenSet.Json("trees.json");

    public static TheoryData<string, DecisionTreeClassifier, bool> Classifiers => new()
    {
        { "balanced", new DecisionTreeClassifier { MaxDepth = 3, ClassWeights = ClassWeights.Balanced }, false },
        { "weighted_entropy", new DecisionTreeClassifier { MaxDepth = 3, Criterion = Criterion.Entropy }, true },
        { "six_leaves", new DecisionTreeClassifier { MaxLeafNodes = 6 }, true },
    };

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Fit_OfAClassificationTree_GivesTheReferenceTree(string name, DecisionTreeClassifier tree, bool weighted)
    {
        var set = GoldenSet.Load("breast_cancer");
        double[] weights = weighted ? [.. Enumerable.Range(0, set.Y.Length).Select(row => 1.0 + (row % 3))] : [];
        var golden = Golden.GetProperty("trees").GetProperty(name);

        var model = tree.Fit(set.X, set.Y, 2, weights);

        var second = model.PredictProbabilities(set.X);
        Assert.Equal(golden.GetProperty("node_count").GetInt32(), model.NodeCount);
        Numbers.Close(golden.GetProperty("importances").Doubles(), model.FeatureImportances, 1e-9);
        Numbers.Close(golden.GetProperty("every_tenth").Doubles(), [.. Enumerable.Range(0, (set.Y.Length + 9) / 10).Select(i => second[10 * i, 1])], 1e-12);
    }

    public static TheoryData<string, DecisionTreeRegressor, bool> Regressors => new()
    {
        { "depth", new DecisionTreeRegressor { MaxDepth = 4 }, false },
        { "weighted", new DecisionTreeRegressor { MaxDepth = 4 }, true },
        { "nine_leaves", new DecisionTreeRegressor { MaxLeafNodes = 9, MinSamplesLeaf = 5 }, false },
        { "least_fall", new DecisionTreeRegressor { MinImpurityDecrease = 60 }, false },
    };

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Fit_OfARegressionTree_GivesTheReferenceTree(string name, DecisionTreeRegressor tree, bool weighted)
    {
        var (x, y) = Diabetes();
        double[] weights = weighted ? [.. Enumerable.Range(0, y.Length).Select(row => 1.0 + (row % 3))] : [];
        var golden = Golden.GetProperty("trees").GetProperty(name);

        var model = tree.Fit(x, y, weights);

        var predicted = model.Predict(x);
        Assert.Equal(golden.GetProperty("node_count").GetInt32(), model.NodeCount);
        Numbers.Close(golden.GetProperty("importances").Doubles(), model.FeatureImportances, 1e-9);
        Numbers.Close(golden.GetProperty("every_tenth").Doubles(), [.. Enumerable.Range(0, (y.Length + 9) / 10).Select(i => predicted[10 * i])], 1e-9);
    }

    public static TheoryData<string, IClassifier> ForestClassifiers => new()
    {
        { "forest_entropy", new RandomForestClassifier { Trees = 60, Criterion = Criterion.Entropy } },
        { "forest_balanced", new RandomForestClassifier { Trees = 60, ClassWeights = ClassWeights.Balanced } },
        { "forest_half", new RandomForestClassifier { Trees = 60, MaxSamples = 0.5 } },
        { "extra", new ExtraTreesClassifier { Trees = 60 } },
    };

    /// <summary>Mean accuracy over 20 stratified 70/30 splits of the Turkish data; its standard error over seeds is about 0.005.</summary>
    [Theory]
    [MemberData(nameof(ForestClassifiers))]
    public void Fit_OfAForestOverTwentySplits_IsAsAccurateAsTheReference(string name, IClassifier forest)
    {
        var set = GoldenSet.Load("turkish");
        var folds = new StratifiedShuffleSplit { Splits = 20, TestFraction = 0.3, Seed = 42 }.Split(SplitInput.OfClasses(set.Y));

        var mean = folds.Average(fold =>
        {
            int[] train = [.. fold.Train], test = [.. fold.Test];
            var predicted = forest.Fit(set.X.View.TakeRows(train), ReferenceProtocol.Take(set.Y, train), 4).Predict(set.X.View.TakeRows(test));
            return predicted.Zip(test).Count(pair => pair.First == set.Y[pair.Second]) / (double)test.Length;
        });

        Assert.Equal(Golden.GetProperty("means").GetProperty(name).GetDouble(), mean, 0.015);
    }

    public static TheoryData<string, IRegressor> ForestRegressors => new()
    {
        { "forest_regressor", new RandomForestRegressor { Trees = 60 } },
        { "extra_regressor", new ExtraTreesRegressor { Trees = 60 } },
    };

    /// <summary>Mean R² over 20 70/30 splits of the diabetes data.</summary>
    [Theory]
    [MemberData(nameof(ForestRegressors))]
    public void Fit_OfARegressionForestOverTwentySplits_IsAsGoodAsTheReference(string name, IRegressor forest)
    {
        var (x, y) = Diabetes();
        var folds = new ShuffleSplit { Splits = 20, TestFraction = 0.3, Seed = 42 }.Split(SplitInput.OfClasses(new int[y.Length]));

        var mean = folds.Average(fold =>
        {
            int[] train = [.. fold.Train], test = [.. fold.Test];
            var predicted = forest.Fit(x.View.TakeRows(train), Array.ConvertAll(train, row => y[row])).Predict(x.View.TakeRows(test));
            var average = test.Average(row => y[row]);
            return 1 - (predicted.Zip(test).Sum(pair => Math.Pow(pair.First - y[pair.Second], 2)) / test.Sum(row => Math.Pow(y[row] - average, 2)));
        });

        Assert.Equal(Golden.GetProperty("means").GetProperty(name).GetDouble(), mean, 0.02);
    }

    [Fact]
    public void OutOfBagScore_OfForests_IsThatOfTheReference()
    {
        var set = GoldenSet.Load("turkish");
        var (x, y) = Diabetes();

        var accuracy = new RandomForestClassifier { Trees = 200, OutOfBag = true }.Fit(set.X, set.Y, 4).OutOfBagScore!.Value;
        var rSquared = new RandomForestRegressor { Trees = 100, OutOfBag = true }.Fit(x, y).OutOfBagScore!.Value;

        Assert.Equal(Golden.GetProperty("means").GetProperty("oob").GetDouble(), accuracy, 0.03);
        Assert.Equal(Golden.GetProperty("means").GetProperty("oob_regressor").GetDouble(), rSquared, 0.03);
    }

    private static (Matrix X, double[] Y) Diabetes()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv"))[1..];
        var x = new Matrix(lines.Length, 10);
        var y = new double[lines.Length];
        for (var row = 0; row < lines.Length; row++)
        {
            double[] cells = [.. lines[row].Split(',').Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];
            cells.AsSpan(0, 10).CopyTo(x.Row(row));
            y[row] = cells[10];
        }

        return (x, y);
    }
}
