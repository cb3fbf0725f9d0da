using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Selection.Searches;

public sealed class GridSearchTests
{
    private static readonly GoldenSet Iris = GoldenSet.Load("iris");

    private static readonly Grid<DecisionTreeClassifier> Depths = Grid.Of(new DecisionTreeClassifier())
        .With<int?>("MaxDepth", [1, 3, null], (tree, value) => tree with { MaxDepth = value })
        .With("MinSamplesLeaf", [1, 5], (tree, value) => tree with { MinSamplesLeaf = value });

    private static ISelectionData<IClassifier, IClassifierModel> Data =>
        ClassificationData.Of(Iris.X, Iris.Y, 3, metrics: [ClassificationMetric.Accuracy, ClassificationMetric.LogLoss]);

    [Fact]
    public void Run_OnAMatrix_AgreesWithCrossValidationOfEachCandidate()
    {
        var result = new GridSearch<DecisionTreeClassifier> { Candidates = Depths }.Run(Data);

        Assert.Equal(6, result.Candidates.Count);
        foreach (var candidate in result.Candidates)
        {
            var expected = new CrossValidation { Splitter = new StratifiedKFold(), Metrics = [ClassificationMetric.Accuracy, ClassificationMetric.LogLoss] }
                .Evaluate(candidate.Candidate.Estimator, Iris.X, Iris.Y, 3);
            Assert.Equal(expected.Summaries, candidate.Summaries);
        }

        Assert.Equal("accuracy", result.RankedBy);
        Assert.Equal(result.Candidates.Max(candidate => candidate["accuracy"].Mean), result.Best["accuracy"].Mean);
        Assert.Equal(3, result.Model!.ClassCount);
    }

    [Fact]
    public void Run_WithAnyNumberOfWorkers_GivesTheSameTableAndReportsInOrder()
    {
        var tables = new List<string>();
        foreach (var workers in (int[])[1, 2, 5])
        {
            var seen = new List<int>();
            var result = new GridSearch<DecisionTreeClassifier> { Candidates = Depths, MaxWorkers = workers, RankBy = "log_loss" }
                .Run(Data, candidate => seen.Add(candidate.Index));
            Assert.Equal([0, 1, 2, 3, 4, 5], seen);
            tables.Add(Text(result.ToTable()));
        }

        Assert.Single(tables.Distinct());
    }

    [Fact]
    public void ToTable_OfAGrid_HasParametersScoresAndRanks()
    {
        var result = new GridSearch<DecisionTreeClassifier> { Candidates = Depths, RankBy = "log_loss" }.Run(Data);
        var table = result.ToTable();

        Assert.Equal(ColumnType.Long, table["param_MaxDepth"].Type);
        Assert.True(table["param_MaxDepth"].IsNull(4));
        Assert.Equal(5, table["param_MinSamplesLeaf"].NumberAt(1));
        Assert.Equal(1, table["rank_log_loss"].NumberAt(result.Best.Index));
        Assert.Equal(result.Candidates.Min(candidate => candidate["log_loss"].Mean), result.Best["log_loss"].Mean);
        Assert.Equal(result.Candidates[2].Folds[4][0], table["split4_accuracy"].NumberAt(2));
        Assert.False(table.TryGetColumn("mean_fit_seconds", out _));
        Assert.True(table["error"].IsNull(0));
    }

    [Fact]
    public void Run_OnAPipelineGrid_SearchesStepsAndClassifier()
    {
        var grid = Grid.Of(new ClassifierPipeline { Classifier = new RandomForestClassifier { Seed = 1 } })
            .With("Trees", [2, 8], (pipeline, value) => pipeline.WithClassifier((RandomForestClassifier forest) => forest with { Trees = value }))
            .With<ITransformer>("Scaler", [new StandardScaler(), new RobustScaler()], (pipeline, value) => pipeline with { Steps = [value] });

        var result = new GridSearch<ClassifierPipeline> { Candidates = grid, Clock = TimeProvider.System }.Run(ClassificationData.Of(Iris.Table(), "class"));

        Assert.Equal(4, result.Candidates.Count);
        Assert.Equal("class", result.Model!.Target);
        Assert.True(result.ToTable()["mean_fit_seconds"].NumberAt(0) > 0);
        Assert.Equal(ColumnType.String, result.ToTable()["param_Scaler"].Type);
    }

    [Fact]
    public void Run_WithACandidateThatFails_RecordsItsErrorAndGoesOn()
    {
        var grid = Grid.Of(new DecisionTreeClassifier()).With<int?>("MaxDepth", [-3, 2], (tree, value) => tree with { MaxDepth = value });

        var result = new GridSearch<DecisionTreeClassifier> { Candidates = grid }.Run(Data);

        Assert.Contains("MaxDepth", result.Candidates[0].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, result.Best.Index);
        Assert.Contains("MaxDepth", result.ToTable()["error"].TextAt(0)!, StringComparison.Ordinal);
        Assert.True(result.ToTable()["mean_accuracy"].IsNull(0));
        Assert.Equal(2, result.ToTable()["rank_accuracy"].NumberAt(0));
    }

    [Fact]
    public void Run_WhenEveryCandidateFails_SaysWhy()
    {
        var grid = Grid.Of(new DecisionTreeClassifier { MaxDepth = -3 });

        var failure = Assert.Throws<ArgumentException>(() => new GridSearch<DecisionTreeClassifier> { Candidates = grid }.Run(Data));

        Assert.Contains("`MaxDepth` of `DecisionTreeClassifier`", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenTheObserverThrows_ThrowsThat() =>
        Assert.Throws<InvalidTimeZoneException>(() => new GridSearch<DecisionTreeClassifier> { Candidates = Depths, MaxWorkers = 2 }
            .Run(Data, _ => throw new InvalidTimeZoneException()));

    [Fact]
    public void Run_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var seen = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => new GridSearch<DecisionTreeClassifier> { Candidates = Depths, MaxWorkers = 1 }.Run(
            Data,
            _ =>
            {
                seen++;
                source.Cancel();
            },
            source.Token));

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Run_RankedByAMetricThatIsNotThere_ListsThoseThatAre() =>
        Assert.Contains(
            "accuracy, log_loss",
            Assert.Throws<KeyNotFoundException>(() => new GridSearch<DecisionTreeClassifier> { Candidates = Depths, RankBy = "f1" }.Run(Data)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void And_OfTwoGrids_HasBothAndNullsWhereAParameterIsAbsent()
    {
        var both = Depths.And(Grid.Of(new DecisionTreeClassifier()).With("Seed", [7], (tree, value) => tree with { Seed = value }));

        Assert.Equal(7, both.Count);
        var table = new GridSearch<DecisionTreeClassifier> { Candidates = both }.Run(Data).ToTable();
        Assert.True(table["param_Seed"].IsNull(0));
        Assert.Equal(7, table["param_Seed"].NumberAt(6));
    }

    internal static string Text(Table table) =>
        string.Join('\n', table.Columns.Select(column => $"{column.Name}:{string.Join(',', Enumerable.Range(0, column.Length).Select(column.TextAt))}"));
}
