using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.FeatureSelection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Preprocessing.FeatureSelection;

public sealed class SelectionTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    [Theory]
    [InlineData(1, "2")]
    [InlineData(2, "2,3")]
    [InlineData(3, "0,2,3")]
    [InlineData(10, "0,1,2,3")]
    public void SelectKBest_OfIris_KeepsTheHighestInOrder(int count, string columns)
    {
        var model = new SelectKBest { Count = count }.Fit(Iris.X, Iris.Y, 3);

        Assert.Equal(columns, string.Join(',', model.Selected.ToArray()));
        Assert.Equal(columns.Split(',').Select(i => Iris.Columns[i[0] - '0']), model.FeatureNames(Iris.Columns));
        Assert.Equal(Iris.X[7, model.Selected[0]], model.Transform(Iris.X)[7, 0]);
    }

    /// <summary>The counts scikit-learn 1.2.1 keeps of columns with different scores.</summary>
    [Theory]
    [InlineData(4, 10, 1)]
    [InlineData(4, 50, 2)]
    [InlineData(4, 75, 3)]
    [InlineData(4, 100, 4)]
    [InlineData(30, 10, 3)]
    [InlineData(30, 33, 10)]
    [InlineData(30, 0.5, 1)]
    public void SelectPercentile_OfColumns_KeepsTheShare(int columns, double percentile, int expected)
    {
        var cancer = GoldenSet.Load("breast_cancer");
        var x = columns == 4 ? Iris.X : cancer.X;

        var model = columns == 4
            ? new SelectPercentile { Percentile = percentile }.Fit(x, Iris.Y, 3)
            : new SelectPercentile { Percentile = percentile }.Fit(x, cancer.Y, 2);

        Assert.Equal(expected, model.OutputColumns);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100.1)]
    public void SelectPercentile_OutOfRange_NamesTheParameter(double percentile) =>
        Assert.Contains(
            "`Percentile` of `SelectPercentile`",
            Assert.Throws<ArgumentOutOfRangeException>(() => new SelectPercentile { Percentile = percentile }.Fit(Iris.X, Iris.Y, 3)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void SelectKBest_OfEqualScores_KeepsTheEarlier()
    {
        var x = Cells.Rows([1, 1, 5], [2, 2, 4], [3, 3, 6], [4, 4, 4]);

        Assert.Equal([0], new SelectKBest { Count = 1 }.Fit(x, [0, 0, 1, 1], 2).Selected);
    }

    [Fact]
    public void ClassifierPipeline_WithSelection_LearnsFromTheTargetAndReadsBack()
    {
        var fitted = new ClassifierPipeline { Steps = [new SelectKBest { Count = 2 }], Classifier = new DecisionTreeClassifier() }.Fit(Iris.Table(), "class");
        using var stream = new MemoryStream();
        ModelFile.Write(fitted, stream);
        stream.Position = 0;

        var loaded = ModelFile.Read<ClassifierPipelineModel>(stream, "memory");

        Assert.Equal(Iris.Columns[2..], loaded.FeatureNames);
        Assert.Equal(fitted.Predict(Iris.Table()).Labels, loaded.Predict(Iris.Table()).Labels);
    }

    [Fact]
    public void VarianceThreshold_OfIris_KeepsWhatVaries()
    {
        var model = new VarianceThreshold { Threshold = 0.5 }.Fit(Iris.X);

        Assert.Equal([0, 2, 3], model.Selected);
        Numbers.Close([0.6811222222222, 0.1887128888889, 3.0955026666667, 0.5771328888889], model.Variances, 1e-12);
        Assert.Equal(["a", "c", "d"], model.FeatureNames(["a", "b", "c", "d"]));
    }

    [Fact]
    public void VarianceThreshold_OfConstantColumns_DropsThemWhateverRoundingSays()
    {
        var x = Cells.Rows([0.1, 1], [0.1, 2], [0.1, 3]);

        Assert.Equal([1], new VarianceThreshold().Fit(x).Selected);
        Assert.Contains(
            "leaves no column", Assert.Throws<ArgumentException>(() => new VarianceThreshold { Threshold = 9 }.Fit(x)).Message, StringComparison.Ordinal);
    }
}
