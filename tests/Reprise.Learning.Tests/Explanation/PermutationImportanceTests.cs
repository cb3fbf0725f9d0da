using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Baselines;
using Reprise.Learning.Explanation;
using Reprise.Learning.Metrics;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Explanation;

public sealed class PermutationImportanceTests
{
    [Fact]
    public void Of_AClassifierThatNeedsOneFeature_FindsItAndNoOther()
    {
        var rng = new Rng(1);
        var x = new Matrix(400, 3);
        var y = new int[400];
        for (var row = 0; row < 400; row++)
        {
            foreach (ref var value in x.Row(row))
            {
                value = rng.NextDouble();
            }

            y[row] = x[row, 1] > 0.5 ? 1 : 0;
        }

        var model = new DecisionTreeClassifier { MaxDepth = 1 }.Fit(x, y, 2);
        var report = new PermutationImportance { Repeats = 20 }.Of(model, x, y, names: ["a", "b", "c"]);

        Assert.Equal(("accuracy", 1.0), (report.Metric, report.Baseline));
        Assert.Equal([0, 0], [report.Features[0].Mean, report.Features[2].Mean]);
        Assert.Equal(0.5, report.Features[1].Mean, 0.05);                         // dealt out at random, half of the rows are right
        Assert.Equal("b", report.Ranked[0].Feature);
        Assert.Equal(20, report.Features[1].Values.Count);
        var loss = new PermutationImportance().Of(model, x, y, ClassificationMetric.LogLoss);
        Assert.True(loss.Features[1].Mean > 1);
        Assert.Equal("x1", loss.Ranked[0].Feature);
    }

    [Fact]
    public void Of_AnyNumberOfWorkers_GivesTheSame()
    {
        var set = GoldenSet.Load("iris");
        var model = new DecisionTreeClassifier().Fit(set.X, set.Y, 3);
        double[][] means = [.. ((int[])[1, 4]).Select(workers => new PermutationImportance { MaxWorkers = workers, Seed = 3 }.Of(model, set.X, set.Y).Features.Select(feature => feature.Mean).ToArray())];

        Assert.Equal(means[0], means[1]);
    }

    [Fact]
    public void Of_APipeline_NamesTheColumnsItReads()
    {
        var set = GoldenSet.Load("iris");
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }.Fit(set.Table(), "class");

        var report = new PermutationImportance().Of(model, set.Table(), ClassificationMetric.F1Macro);

        Assert.Equal(set.Columns, report.Features.Select(feature => feature.Feature));
        Assert.Contains("petal", report.Ranked[0].Feature, StringComparison.Ordinal);
        Assert.True(report.Ranked[0].Mean > 0.2);
    }

    [Fact]
    public void Of_ARegressor_UsesR2()
    {
        var x = new Matrix(50, 2);
        double[] y = [.. Enumerable.Range(0, 50).Select(row => (double)row)];
        for (var row = 0; row < 50; row++)
        {
            x[row, 0] = row;
        }

        var report = new PermutationImportance().Of(new KNearestNeighboursRegressor { Neighbours = 1 }.Fit(x, y), x, y);

        Assert.Equal(("r2", 1.0), (report.Metric, report.Baseline));
        Assert.Equal(2, report.Features[0].Mean, 0.4);                            // R² of a random permutation is about −1
        Assert.Equal(0, report.Features[1].Mean);
        Assert.Equal(0, new PermutationImportance().Of(new DummyRegressor().Fit(x, y), x, y).Features[0].Mean);
    }
}
