using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class RandomForestClassifierTests
{
    [Fact]
    public void Fit_OnIris_LearnsItsTrainingRows()
    {
        var set = GoldenSet.Load("iris");

        var model = new RandomForestClassifier { Trees = 50 }.Fit(set.X, set.Y, 3);

        Assert.Equal(set.Y, model.Predict(set.X));
        Assert.Equal(50, model.TreeCount);
        Assert.Equal(1, model.FeatureImportances.ToArray().Sum(), 12);
        Assert.True(model.FeatureImportances[2] + model.FeatureImportances[3] > 0.7, "Petals tell iris species apart.");
    }

    [Fact]
    public void Fit_WithAnotherSeed_GivesAnotherForest()
    {
        var set = GoldenSet.Load("turkish");
        var forest = new RandomForestClassifier { Trees = 10 };

        Assert.NotEqual(
            forest.Fit(set.X, set.Y, 4).FeatureImportances.ToArray(), (forest with { Seed = 1 }).Fit(set.X, set.Y, 4).FeatureImportances.ToArray());
    }

    [Fact]
    public void Fit_WithoutBootstrapOnAllFeatures_GrowsEqualTreesThatFitEveryRow()
    {
        var set = GoldenSet.Load("turkish");

        var model = new RandomForestClassifier { Trees = 3, Bootstrap = false, MaxFeatures = MaxFeatures.All }.Fit(set.X, set.Y, 4);

        Assert.Equal(set.Y, model.Predict(set.X));
        Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(1, model.PredictProbabilities(set.X.View.TakeRows([row]))[0, set.Y[row]]));
    }

    [Fact]
    public void Fit_WithMaxDepth_KeepsTreesShallow()
    {
        var set = GoldenSet.Load("turkish");

        var model = new RandomForestClassifier { Trees = 20, MaxDepth = 2 }.Fit(set.X, set.Y, 4);

        foreach (var tree in model.Trees)
        {
            Assert.InRange(tree.LeafCount, 2, 4);
        }
    }

    public static TheoryData<RandomForestClassifier, string> OutOfRange => new()
    {
        { new RandomForestClassifier { Trees = 0 }, "`Trees` of `RandomForestClassifier` must be in [1, ∞). Got 0." },
        { new RandomForestClassifier { MaxDepth = 0 }, "`MaxDepth`" },
        { new RandomForestClassifier { MinSamplesSplit = 1 }, "`MinSamplesSplit`" },
        { new RandomForestClassifier { MinSamplesLeaf = 0 }, "`MinSamplesLeaf`" },
        { new RandomForestClassifier { MaxWorkers = 0 }, "`MaxWorkers`" },
        { new RandomForestClassifier { MaxFeatures = MaxFeatures.Count(0) }, "`MaxFeatures` of `RandomForestClassifier` must be in [1, 4]. Got 0." },
        { new RandomForestClassifier { MaxFeatures = MaxFeatures.Count(5) }, "`MaxFeatures`" },
        { new RandomForestClassifier { MaxFeatures = MaxFeatures.Fraction(1.5) }, "`MaxFeatures`" },
        { new RandomForestClassifier { MaxFeatures = MaxFeatures.Fraction(double.NaN) }, "`MaxFeatures`" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Fit_WithAParameterOutOfRange_NamesIt(RandomForestClassifier forest, string expected)
    {
        var set = GoldenSet.Load("iris");

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => forest.Fit(set.X, set.Y, 3));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", 50)]
    [InlineData("sqrt", 7)]
    [InlineData("log2", 5)]
    [InlineData("12", 12)]
    [InlineData("0.25", 12)]
    public void MaxFeatures_OfFiftyColumns_IsThatMany(string text, int expected)
    {
        MaxFeatures[] choices = [MaxFeatures.All, MaxFeatures.SquareRoot, MaxFeatures.Log2, MaxFeatures.Count(12), MaxFeatures.Fraction(0.25)];

        Assert.Equal(expected, Assert.Single(choices, choice => choice.ToString() == text).Of(50, "test"));
    }

    [Fact]
    public void Fit_OnNeighbouringDoubles_SplitsBetweenThem()
    {
        var x = new Matrix(2, 1);
        x[0, 0] = 1;
        x[1, 0] = Math.BitIncrement(1.0);

        var model = new DecisionTreeClassifier().Fit(x, [0, 1], 2);

        Assert.Equal([0, 1], model.Predict(x));
    }
}
