using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;
using Reprise.Learning.Boosting.Import;
using Reprise.Learning.Estimators;
using Reprise.Learning.Explanation;
using Reprise.Learning.Files;
using Reprise.Learning.Linear;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Tests.Boosting;
using Reprise.Learning.Tests.Boosting.Import;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Explanation;

[Trait("Culture", "none")]
public sealed class TreeShapTests
{
    [Fact]
    public void Explain_OfAStump_GivesTheTextbookValues()
    {
        // Three of four rows go left, to 2; the fourth goes right, to 10: the mean is 4.
        var model = new DecisionTreeRegressor().Fit(new MatrixView([1, 2, 3, 9], 4, 1), [2, 2, 2, 10]);

        var shap = TreeShap.Explain(model, new MatrixView([0, 100], 2, 1));

        Assert.Equal([4], shap.BaseValues);
        Assert.Equal(-2, shap[0, 0, 0], 1e-12);
        Assert.Equal(6, shap[1, 0, 0], 1e-12);
        Assert.Equal([4.0], shap.MeanAbsolute().Values.ToArray().Select(value => Math.Round(value, 12)));
    }

    public static TheoryData<string> Classifiers => [.. Models().Keys];

    public static TheoryData<string> Regressors => [.. Values().Keys];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Explain_OfAClassifier_AddsUpToWhatItGives(string name)
    {
        var set = GoldenSet.Load("iris");
        var model = Models()[name];

        var shap = TreeShap.Explain(model, set.X);

        var outputs = shap.Outputs;
        var given = new double[set.X.Rows * outputs];
        if (model is BoostedClassifierModel boosted)
        {
            boosted.Scores(set.X, given);
        }
        else
        {
            model.PredictProbabilities(set.X, given);
        }

        Numbers.Close(given, Totals(shap), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Regressors))]
    public void Explain_OfARegressor_AddsUpToWhatItGives(string name)
    {
        var (x, _) = Diabetes.Load();
        var model = Values()[name];
        var given = new double[x.Rows];
        model.Predict(x, given);

        var totals = Totals(TreeShap.Explain(model, x));

        Numbers.Close(given, name == "poisson" ? Array.ConvertAll(totals, Math.Exp) : totals, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Explain_OfFourFeatures_AgreesWithEverySubset(string name)
    {
        var x = GoldenSet.Load("iris").X;
        var model = Models()[name];
        var shap = TreeShap.Explain(model, x);
        var (trees, divisor) = Trees(model, 4);
        for (var row = 0; row < x.Rows; row += 29)
        {
            var sums = new double[4 * shap.Outputs];
            foreach (var tree in trees)
            {
                var values = BruteShapley.Of(tree, x.Row(row).ToArray(), shap.Outputs);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += values[i] / divisor;
                }
            }

            Numbers.Close(sums, shap.Values.Slice(row * sums.Length, sums.Length), 1e-9);
        }
    }

    [Fact]
    public void Explain_OfCategoriesAndMissingValues_AgreesWithEverySubsetAndAddsUp()
    {
        var rng = new Rng(3);
        var x = new Matrix(300, 3);
        var y = new double[300];
        for (var row = 0; row < y.Length; row++)
        {
            (x[row, 0], x[row, 1], x[row, 2]) = (rng.NextInt32(6), row % 5 == 0 ? double.NaN : rng.NextDouble(), row % 7 == 0 ? double.NaN : rng.NextInt32(4));
            y[row] = (x[row, 0] is 1 or 4 ? 3 : -1) + (double.IsNaN(x[row, 1]) ? 2 : x[row, 1]) + (x[row, 2] is 2 ? rng.NextDouble() : 0);
        }

        var weights = Enumerable.Range(0, 300).Select(row => 0.5 + (row % 3)).ToArray();
        var model = new HistogramGradientBoostingRegressor { Rounds = 10, CategoricalFeatures = [0, 2], MinSamplesLeaf = 5 }.Fit(x, y, weights);

        var shap = TreeShap.Explain(model, x);

        var given = new double[300];
        model.Predict(x, given);
        Numbers.Close(given, Totals(shap), 1e-9);
        for (var row = 0; row < 300; row += 31)
        {
            var sums = new double[3];
            foreach (var tree in model.Ensemble.Trees)
            {
                var values = BruteShapley.Of(new BoostedShapTree(tree, 3, 0), x.Row(row).ToArray(), 1);
                (sums[0], sums[1], sums[2]) = (sums[0] + values[0], sums[1] + values[1], sums[2] + values[2]);
            }

            Numbers.Close(sums, shap.Values.Slice(row * 3, 3), 1e-9);
        }
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("softprob")]
    [InlineData("squared")]
    public void Explain_OfAnXGBoostModel_GivesItsContributions(string name)
    {
        // XGBoost 1.7.4 sums in 32 bits.
        var expected = GoldenSet.Json("xgboost-contributions.json").GetProperty(name).Doubles();
        var imported = XGBoostModel.Read(Path.Combine(AppContext.BaseDirectory, "Golden", $"xgboost-{name}.json"));
        var shap = imported.Classifier is { } classifier
            ? TreeShap.Explain(classifier, XGBoostModelTests.IrisWithGaps())
            : TreeShap.Explain(imported.Regressor!, Diabetes.Load().X.View.TakeRows([.. Enumerable.Range(0, 12).Select(i => 40 * i)]));

        var actual = new List<double>();
        for (var row = 0; row < shap.Rows; row++)
        {
            for (var output = 0; output < shap.Outputs; output++)
            {
                actual.AddRange(Enumerable.Range(0, shap.Features).Select(feature => shap[row, feature, output]));
                actual.Add(shap.BaseValues[output]);
            }
        }

        Numbers.Close(expected, [.. actual], 1e-5);
    }

    [Fact]
    public void Explain_OfALightGbmModel_WeighsByItsCounts()
    {
        var model = LightGbmModel.Read(Path.Combine(AppContext.BaseDirectory, "Golden", "lightgbm-binary.txt")).Classifier!;
        var x = new Matrix(1, 3);
        (x[0, 0], x[0, 1], x[0, 2]) = (30.6, double.NaN, 3);

        var shap = TreeShap.Explain(model, x);

        // The leaves hold 40 rows each: twice the mean of 0.5, −0.25, 0.125 and −1; the second tree's mean is 0. The row's score is 2 · (−1 − 0.0625).
        Assert.Equal(2 * (0.5 - 0.25 + 0.125 - 1) / 4, shap.BaseValues[0], 1e-12);
        Assert.Equal(2 * (-1 - 0.0625), shap.Total(0, 0), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Explain_ByAnyNumberOfWorkers_GivesTheSame(int workers)
    {
        var set = GoldenSet.Load("turkish");
        var model = new ExtraTreesClassifier { Trees = 8 }.Fit(set.X, set.Y, 4);

        Assert.Equal(TreeShap.Explain(model, set.X, 3).Values, TreeShap.Explain(model, set.X, workers).Values);
    }

    [Fact]
    public void Explain_OfDeepTrees_StaysExact()
    {
        // A path of 40 splits on 40 features, each cutting one row off: subsets in the thousands of millions, and leaves of very uneven weight.
        var (rows, columns) = (41, 40);
        var x = new Matrix(rows, columns);
        var y = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            y[row] = Math.Pow(1.5, row);
            for (var i = 0; i < columns; i++)
            {
                x[row, i] = row == i + 1 ? 1 : 0;
            }
        }

        var model = new DecisionTreeRegressor().Fit(x, y);

        var shap = TreeShap.Explain(model, x);

        var given = new double[rows];
        model.Predict(x, given);
        Numbers.Close(given, Totals(shap), 1e-9);          // of values up to 1.5⁴⁰, about 10⁷
    }

    [Fact]
    public void Explain_OfASavedModel_GivesTheSame()
    {
        var set = GoldenSet.Load("iris");
        foreach (var estimator in (IClassifier[])
            [new RandomForestClassifier { Trees = 5, ClassWeights = ClassWeights.Balanced }, new RandomForestClassifier { Trees = 5 }, new HistogramGradientBoostingClassifier { Rounds = 5 }])
        {
            var pipeline = new ClassifierPipeline { Classifier = estimator }.Fit(set.Table(), "class");
            using var stream = new MemoryStream();
            ModelFile.Write(pipeline, stream);
            stream.Position = 0;

            var read = (ClassifierPipelineModel)ModelFile.Read(stream, "memory");

            var expected = TreeShap.Explain(pipeline.Classifier, set.X);
            Assert.Equal(expected.Values, TreeShap.Explain(read.Classifier, set.X).Values);
            Assert.Equal(expected.BaseValues, TreeShap.Explain(read.Classifier, set.X).BaseValues);
        }
    }

    [Fact]
    public void Explain_OfAFirstFile_SaysThatWeightsAreMissing()
    {
        var model = (ClassifierPipelineModel)ModelFile.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "first-forest.safetensors"));

        var error = Assert.Throws<RepriseException>(() => TreeShap.Explain(model.Classifier, GoldenSet.Load("iris").X));

        Assert.Equal(ErrorCode.InvalidState, error.Code);
        Assert.Contains("saved without the weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfAnImportWithoutWeights_SaysThatTheyAreMissing()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "lightgbm-binary.txt"));
        var model = LightGbmModel.Read(new StringReader(text.Replace("leaf_count=", "other=", StringComparison.Ordinal)), "model.txt").Classifier!;

        Assert.Throws<RepriseException>(() => TreeShap.Explain(model, new Matrix(1, 3)));
        Assert.Contains(
            "`leaf_count`",
            Assert.Throws<RepriseException>(() => LightGbmModel.Read(new StringReader(text.Replace("leaf_count=40", "leaf_count=-40", StringComparison.Ordinal)), "model.txt")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfWhatIsNoTree_SaysWhatElse()
    {
        var set = GoldenSet.Load("iris");
        var model = new LogisticRegression().Fit(set.X, set.Y, 3);

        Assert.Contains("not a LogisticRegressionModel", Assert.Throws<ArgumentException>(() => TreeShap.Explain(model, set.X)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TreeShap.Explain(Models()["tree"], new Matrix(1, 3)));
        Assert.Contains("maxWorkers", Assert.Throws<ArgumentOutOfRangeException>(() => TreeShap.Explain(Models()["tree"], set.X, 0)).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, IClassifierModel> Models()
    {
        var set = GoldenSet.Load("iris");
        var two = Array.ConvertAll(set.Y, y => y == 1 ? 1 : 0);
        var weights = Enumerable.Range(0, two.Length).Select(row => 0.25 + (row % 4)).ToArray();
        return new Dictionary<string, IClassifierModel>
        {
            ["tree"] = new DecisionTreeClassifier().Fit(set.X, set.Y, 3),
            ["weighted tree"] = new DecisionTreeClassifier { MaxLeafNodes = 6 }.Fit(set.X, set.Y, 3, weights),
            ["forest"] = new RandomForestClassifier { Trees = 6 }.Fit(set.X, set.Y, 3),
            ["extra trees"] = new ExtraTreesClassifier { Trees = 4 }.Fit(set.X, set.Y, 3),
            ["classic"] = new GradientBoostingClassifier { Trees = 5, Subsample = 0.7 }.Fit(set.X, set.Y, 3),
            ["histogram"] = new HistogramGradientBoostingClassifier { Rounds = 6, RowSubsample = 0.6 }.Fit(set.X, set.Y, 3),
            ["histogram of two"] = new HistogramGradientBoostingClassifier { Rounds = 6 }.Fit(set.X, two, 2, weights),
        };
    }

    private static Dictionary<string, IRegressorModel> Values()
    {
        var (x, y) = Diabetes.Load();
        return new Dictionary<string, IRegressorModel>
        {
            ["tree"] = new DecisionTreeRegressor { MaxDepth = 6 }.Fit(x, y),
            ["forest"] = new RandomForestRegressor { Trees = 3 }.Fit(x, y),
            ["extra trees"] = new ExtraTreesRegressor { Trees = 3 }.Fit(x, y),
            ["classic"] = new GradientBoostingRegressor { Trees = 20 }.Fit(x, y),
            ["absolute"] = new HistogramGradientBoostingRegressor { Rounds = 10, Loss = RegressionLoss.AbsoluteError }.Fit(x, y),
            ["poisson"] = new HistogramGradientBoostingRegressor { Rounds = 10, Loss = RegressionLoss.Poisson }.Fit(x, y),
        };
    }

    private static (List<ShapTree> Trees, double Divisor) Trees(IClassifierModel model, int columns)
    {
        if (model is BoostedClassifierModel boosted)
        {
            var outputs = boosted.Ensemble.Outputs;
            return ([.. boosted.Ensemble.Trees.ToArray().Select((tree, i) => (ShapTree)new BoostedShapTree(tree, columns, i % outputs))], 1);
        }

        var trees = model switch
        {
            DecisionTreeClassifierModel tree => tree.Fitted.Trees,
            RandomForestClassifierModel forest => forest.Fitted.Trees,
            _ => ((ExtraTreesClassifierModel)model).Fitted.Trees,
        };
        return ([.. trees.Select(tree => (ShapTree)new PlainShapTree(tree, columns))], trees.Length);
    }

    private static double[] Totals(ShapValues shap)
    {
        var totals = new double[shap.Rows * shap.Outputs];
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] = shap.Total(i / shap.Outputs, i % shap.Outputs);
        }

        return totals;
    }
}
