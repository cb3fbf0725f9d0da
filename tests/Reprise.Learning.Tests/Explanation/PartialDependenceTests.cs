using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Explanation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Explanation;

public sealed class PartialDependenceTests
{
    [Fact]
    public void Of_AnAdditiveModel_RecoversTheTermUpToAConstant()
    {
        var x = Grid();
        var grid = new PartialDependence { GridPoints = 50 }.Of(new Sum(), x, [0]);

        Assert.Equal([0, 1, 2, 3, 4], grid.Axes[0].Values);
        Numbers.Close([2, 5, 8, 11, 14], [.. grid.Means.Values], 1e-12);          // 3·x0 + the mean of x1, which is 2
    }

    [Fact]
    public void Of_TwoFeatures_RunsTheSecondFastest()
    {
        var grid = new PartialDependence().Of(new Sum(), Grid(), [1, 0]);

        Assert.Equal(["x1", "x0"], grid.Axes.Select(axis => axis.Feature));
        Assert.Equal(25, grid.Means.Rows);
        Assert.Equal((3 * 4) + 1, grid.Means[(1 * 5) + 4, 0], 1e-12);
    }

    [Fact]
    public void Of_APipeline_IsTheMeanPredictionWithTheColumnSet()
    {
        var set = GoldenSet.Load("iris");
        var table = set.Table();
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier { MaxDepth = 3 } }.Fit(table, "class");
        var name = set.Columns[2];

        var grid = new PartialDependence { GridPoints = 7, MaxWorkers = 2 }.Of(model, table, [name]);

        Assert.Equal(model.Classes, grid.Outputs);
        Assert.InRange(grid.Axes[0].Values.Count, 5, 7);
        var at = grid.Axes[0].Values[3];
        var expected = model.Predict(table.With(new Column<double>(name, [.. Enumerable.Repeat(at, 150)]))).Probabilities;
        Assert.Equal(Enumerable.Range(0, 150).Average(row => expected[row, 1]), grid.Means[3, 1], 1e-12);
        Assert.Equal(grid.Means.Values, new PartialDependence { GridPoints = 7, MaxWorkers = 1 }.Of(model, table, [name]).Means.Values);
    }

    [Fact]
    public void Of_FeaturesThatDoNotFit_IsRefused()
    {
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }.Fit(GoldenSet.Load("iris").Table(), "class");

        Assert.Contains(
            "does not read a column 'nope'",
            Assert.Throws<ArgumentException>(() => new PartialDependence().Of(model, GoldenSet.Load("iris").Table(), ["nope"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PartialDependence().Of(new Sum(), Grid(), [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartialDependence().Of(new Sum(), Grid(), [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartialDependence { GridPoints = 1 }.Of(new Sum(), Grid(), [0]));
    }

    private static Matrix Grid()
    {
        var x = new Matrix(25, 2);
        for (var row = 0; row < 25; row++)
        {
            (x[row, 0], x[row, 1]) = (row / 5, row % 5);
        }

        return x;
    }

    /// <summary>3·x0 + x1.</summary>
    private sealed class Sum : IRegressorModel
    {
        public int InputColumns => 2;

        public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
        {
            for (var row = 0; row < x.Rows; row++)
            {
                destination[row] = (3 * x[row, 0]) + x[row, 1];
            }
        }
    }
}
