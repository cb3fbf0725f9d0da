using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Selection.Searches;

public sealed class NestedCrossValidationTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    private static readonly Grid<DecisionTreeClassifier> Depths =
        Grid.Of(new DecisionTreeClassifier()).With("MaxDepth", [1, 3], (tree, value) => tree with { MaxDepth = value });

    [Fact]
    public void Run_ChoosesInEachOuterFoldFromTrainingRowsOnly()
    {
        var splitter = new StratifiedKFold { Folds = 3, ShuffleSeed = 1 };
        var nested = new NestedCrossValidation<DecisionTreeClassifier>
        {
            Outer = splitter,
            Search = new GridSearch<DecisionTreeClassifier> { Candidates = Depths, Refit = false },
        };

        var result = nested.Run(ClassificationData.Of(Iris.X, Iris.Y, 3));

        Assert.Equal(3, result.Folds.Count);
        Assert.Equal(result.Folds.Average(fold => fold.Metrics["accuracy"]), result["accuracy"].Mean, 1e-12);
        var outer = splitter.Split(SplitInput.OfClasses(Iris.Y))[1];
        int[] train = [.. outer.Train];
        var inner = new GridSearch<DecisionTreeClassifier> { Candidates = Depths }.Run(
            ClassificationData.Of(Iris.X.View.TakeRows(train), ReferenceProtocol.Take(Iris.Y, train), 3));
        Assert.Equal(inner.Candidates[result.Folds[1].Chosen.Index].Summaries, result.Folds[1].Chosen.Summaries);
    }

    [Fact]
    public void Run_WithGroups_KeepsThemTogetherInsideToo()
    {
        int[] groups = [.. Enumerable.Range(0, 150).Select(row => row / 5)];
        var inner = new GroupsSeen();
        var nested = new NestedCrossValidation<DecisionTreeClassifier>
        {
            Outer = new StratifiedGroupKFold { Folds = 3 },
            Search = new GridSearch<DecisionTreeClassifier> { Candidates = Depths, Splitter = inner },
        };

        nested.Run(ClassificationData.Of(Iris.X, Iris.Y, 3, groups));

        Assert.Equal([20, 20, 20], inner.GroupCounts);
    }

    [Fact]
    public void LearningCurve_OfATree_RisesOnTestRowsAndIsPerfectOnTraining()
    {
        var points = new LearningCurve { Fractions = [0.1, 0.5, 1] }.Run(
            new DecisionTreeClassifier(), ClassificationData.Of(Iris.X, Iris.Y, 3, metrics: [ClassificationMetric.Accuracy, ClassificationMetric.F1Macro]));

        Assert.Equal([12, 60, 120], points.Select(point => point.At));
        Assert.All(points, point => Assert.Equal(1, point.Train[0].Mean));
        Assert.True(points[2].Test[0].Mean >= points[0].Test[0].Mean);
        Assert.Equal("f1_macro", points[0].Test[1].Name);
        Assert.Throws<ArgumentException>(() => new LearningCurve { Fractions = [0.001] }.Run(new DecisionTreeClassifier(), ClassificationData.Of(Iris.X, Iris.Y, 3)));
    }

    [Fact]
    public void ValidationCurve_OverDepths_NamesValuesAndRatesBothSides()
    {
        var points = new ValidationCurve<DecisionTreeClassifier> { Candidates = Depths }.Run(ClassificationData.Of(Iris.X, Iris.Y, 3));

        Assert.Equal(["1", "3"], points.Select(point => point.Value));
        Assert.True(points[1].Train[0].Mean > points[0].Train[0].Mean);
        var expected = new CrossValidation { Splitter = new StratifiedKFold(), Metrics = [ClassificationMetric.Accuracy] }.Evaluate(Depths[1].Estimator, Iris.X, Iris.Y, 3);
        Assert.Equal(expected["accuracy"], points[1].Test[0]);
    }

    /// <summary>A splitter that notes how many groups it is given.</summary>
    private sealed record GroupsSeen : ISplitter
    {
        public List<int> GroupCounts { get; } = [];

        public IReadOnlyList<Fold> Split(SplitInput input)
        {
            GroupCounts.Add(SplitInput.Count(input.Groups).Length);
            return new GroupKFold { Folds = 4 }.Split(input);
        }
    }
}
