using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Neighbours;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Tests.Boosting;

namespace Reprise.Learning.Tests.Selection;

/// <summary>Reference values: scikit-learn 1.2.1, nearest neighbours on the diabetes data, unshuffled folds; tolerance 1e-9.</summary>
public sealed class RegressionSelectionTests
{
    private static readonly (Matrix X, double[] Y) Data = Diabetes.Load();

    private static readonly Grid<KNearestNeighboursRegressor> Neighbours = Grid.Of(new KNearestNeighboursRegressor())
        .With("Neighbours", [1, 5, 15, 30], (nearest, value) => nearest with { Neighbours = value });

    [Fact]
    public void CrossValidation_OfNearestNeighbours_GivesReferenceScores()
    {
        var result = new RegressionCrossValidation { Splitter = new KFold() }.Evaluate(new KNearestNeighboursRegressor(), Data.X, Data.Y);

        Numbers.Close(
            [0.3500881704895432, 0.36602995137367067, 0.43172984693193817, 0.32312430274373505, 0.41156845751616766],
            [.. result.Folds.Select(fold => fold["r2"])],
            1e-9);
        Assert.Equal(43.6314606741573, result.Folds[0]["mean_absolute_error"], 1e-9);
        Assert.Equal(63.42066440961733, result.Folds[1]["root_mean_squared_error"], 1e-9);
        Assert.Equal(0.37650814581101094, result["r2"].Mean, 1e-9);
        Assert.Equal(0.03984044198258091, result["r2"].Sd, 1e-9);
        Assert.Equal(Data.Y, result.OutOfFold.Truth.ToArray());
        Assert.Equal(Enumerable.Range(0, 442), result.TestedRows.ToArray());
    }

    [Fact]
    public void GridSearch_OverNeighbours_GivesReferenceMeansAndBest()
    {
        var result = new GridSearch<KNearestNeighboursRegressor> { Candidates = Neighbours, Splitter = new KFold() }.Run(RegressionData.Of(Data.X, Data.Y));

        Numbers.Close(
            [0.0645664979694813, 0.37650814581101094, 0.4486495397069007, 0.43177119534656627], [.. result.Candidates.Select(candidate => candidate["r2"].Mean)], 1e-9);
        Assert.Equal(15, result.Best.Candidate.Estimator.Neighbours);
        Assert.Equal([4.0, 3, 1, 2], Enumerable.Range(0, 4).Select(result.ToTable()["rank_r2"].NumberAt));
        Assert.Equal(442, result.Model!.Predict(Data.X).Length);
    }

    [Fact]
    public void GridSearch_ByAnError_TakesTheLowest()
    {
        var data = RegressionData.Of(Data.X, Data.Y, metrics: [RegressionMetric.R2, RegressionMetric.RootMeanSquaredError]);

        var result = new GridSearch<KNearestNeighboursRegressor> { Candidates = Neighbours, Splitter = new KFold(), RankBy = "root_mean_squared_error" }.Run(data);

        Assert.Equal(result.Candidates.Min(candidate => candidate["root_mean_squared_error"].Mean), result.Best["root_mean_squared_error"].Mean);
    }

    [Fact]
    public void Nested_OverNeighbours_GivesReferenceChoicesAndScores()
    {
        var nested = new NestedCrossValidation<KNearestNeighboursRegressor>
        {
            Outer = new KFold { Folds = 3 },
            Search = new GridSearch<KNearestNeighboursRegressor> { Candidates = Neighbours, Splitter = new KFold { Folds = 4 }, Refit = false },
        };

        var result = nested.Run(RegressionData.Of(Data.X, Data.Y));

        Assert.Equal([30, 30, 30], result.Folds.Select(fold => fold.Chosen.Candidate.Estimator.Neighbours));
        Numbers.Close([0.4474128996235622, 0.415329674097686, 0.3951936290793978], [.. result.Folds.Select(fold => fold.Chosen["r2"].Mean)], 1e-9);
        Numbers.Close([0.41148109189585647, 0.4365743505287478, 0.4653820730070807], [.. result.Folds.Select(fold => fold.Metrics["r2"])], 1e-9);
    }

    [Fact]
    public void LearningCurve_OnAllTrainingRows_GivesReferenceMeans()
    {
        var point = Assert.Single(new LearningCurve { Fractions = [1], Splitter = new KFold() }.Run(new KNearestNeighboursRegressor(), RegressionData.Of(Data.X, Data.Y)));

        Assert.Equal(353, point.At);
        Assert.Equal(0.58718283, point.Train[0].Mean, 1e-3);                      // the reference leaves a row out of the larger folds
        Assert.Equal(0.37650814581101094, point.Test[0].Mean, 1e-9);
    }

    [Fact]
    public void GridSearch_OverAPipelineOnATable_ChangesStepsAndRegressor()
    {
        var columns = new List<Column>();
        for (var i = 0; i < 10; i++)
        {
            var values = new double[442];
            Data.X.View.CopyColumn(i, values);
            columns.Add(new Column<double>($"x{i}", values));
        }

        var table = new Table([.. columns, new Column<double>("target", Data.Y)]);
        var pipeline = new RegressorPipeline { Regressor = new KNearestNeighboursRegressor() };
        var grid = Grid.Of(pipeline)
            .With("Neighbours", [5, 15], (p, value) => p.WithRegressor((KNearestNeighboursRegressor nearest) => nearest with { Neighbours = value }))
            .With<IPreprocessor[]>("Steps", [[], [new StandardScaler()]], (p, value) => p with { Steps = value });

        var result = new GridSearch<RegressorPipeline> { Candidates = grid, Splitter = new KFold() }.Run(RegressionData.Of(table, "target"));

        Assert.Equal(0.37650814581101094, result.Candidates[0]["r2"].Mean, 1e-9);
        Assert.Equal(0.4486495397069007, result.Candidates[2]["r2"].Mean, 1e-9);
        Assert.Equal("target", result.Model!.Target);
        var validated = new RegressionCrossValidation { Splitter = new KFold() }.Evaluate(pipeline, table, "target");
        Assert.Equal(result.Candidates[0]["r2"], validated["r2"]);
        Assert.Contains("not a `Trees`", Assert.Throws<ArgumentException>(() => pipeline.WithRegressor((Trees trees) => trees)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedFolds_OfANumericTarget_SayWhatTheyNeed() =>
        Assert.Contains(
            "needs the class of each row",
            Assert.Throws<ArgumentException>(() => new GridSearch<KNearestNeighboursRegressor> { Candidates = Neighbours, Splitter = new StratifiedKFold() }.Run(RegressionData.Of(Data.X, Data.Y))).Message,
            StringComparison.Ordinal);

    private sealed record Trees : IRegressor
    {
        public IRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
