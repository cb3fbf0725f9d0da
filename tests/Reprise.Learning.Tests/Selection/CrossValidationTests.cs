using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Selection;

public sealed class CrossValidationTests
{
    private static readonly ClassifierPipeline Pipeline = new()
    {
        Steps = [new StandardScaler()],
        Classifier = new RandomForestClassifier { Trees = 15, Seed = 1 },
    };

    [Fact]
    public void Evaluate_OnIris_RatesEachFoldAndEveryRowOutOfFold()
    {
        var set = GoldenSet.Load("iris");
        var seen = new List<FoldResult>();

        var result = new CrossValidation { Splitter = new StratifiedKFold { ShuffleSeed = 42 } }
            .Evaluate(Pipeline, set.Table(), "class", onFold: seen.Add);

        Assert.Equal(result.Folds, seen);
        Assert.Equal([0, 1, 2, 3, 4], seen.Select(fold => fold.Index));
        Assert.All(seen, fold => Assert.Equal((5, 120, 30), (fold.Count, fold.TrainRows, fold.TestRows)));
        Assert.Equal(seen.Average(fold => fold.Metrics["accuracy"]), result["accuracy"].Mean, 1e-15);
        Assert.InRange(result["accuracy"].Mean, 0.92, 0.99);
        Assert.InRange(result["accuracy"].Sd, 0.001, 0.1);
        Assert.Equal(Enumerable.Range(0, 150), result.TestedRows.ToArray());
        Assert.Equal(result["accuracy"].Mean, result.OutOfFold.Confusion.Accuracy, 1e-12);           // folds of one size
        Assert.Equal(set.Y, result.OutOfFold.Truth.ToArray());
        Assert.Equal(result.OutOfFold.Confusion.Rows, ConfusionMatrix.Sum(seen.Select(fold => fold.Confusion)).Rows);
    }

    [Fact]
    public void Evaluate_Twice_GivesTheSameNumbers()
    {
        var table = GoldenSet.Load("iris").Table();
        var validation = new CrossValidation { Splitter = new Repeated(new StratifiedKFold { Folds = 3, ShuffleSeed = 1 }, 2) };

        var first = validation.Evaluate(Pipeline, table, "class");
        var second = validation.Evaluate(Pipeline, table, "class");

        Assert.Equal(first.Summaries, second.Summaries);
        Assert.Equal(first.OutOfFold.Probabilities.Values, second.OutOfFold.Probabilities.Values);
        Assert.All(Enumerable.Range(0, 150), row => Assert.Equal(1, first.OutOfFold.Probabilities.Row(row).ToArray().Sum(), 1e-12));
    }

    [Fact]
    public void Evaluate_WithAClassMissingInTraining_GivesItProbabilityZero()
    {
        var table = new Table(
        [
            new Column<double>("x", [1, 2, 3, 4, 5, 6, 7, 8]),
            new Column<string>("class", ["a", "b", "a", "b", "c", "c", "a", "b"]),
        ]);
        var validation = new CrossValidation { Splitter = new GroupKFold { Folds = 2 }, Metrics = [ClassificationMetric.Accuracy] };

        var result = validation.Evaluate(
            new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }, table, "class", groups: [1, 1, 1, 1, 2, 2, 2, 2]);

        Assert.Equal(["a", "b", "c"], result.OutOfFold.Classes);
        Assert.Equal(0, result.OutOfFold.Probabilities[4, 2]);                                       // trained on rows 0–3: a and b only
        Assert.Equal(1, result.OutOfFold.Probabilities.Row(4).ToArray().Sum(), 1e-12);
    }

    [Fact]
    public void Evaluate_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var validation = new CrossValidation { Splitter = new StratifiedKFold() };
        var folds = 0;

        Assert.Throws<OperationCanceledException>(() => validation.Evaluate(
            Pipeline,
            GoldenSet.Load("iris").Table(),
            "class",
            onFold: _ =>
            {
                folds++;
                source.Cancel();
            },
            cancellationToken: source.Token));

        Assert.Equal(1, folds);
    }

    [Fact]
    public void Indexer_OfAMetricNotAskedFor_ListsThoseThatWere()
    {
        var result = new CrossValidation { Splitter = new KFold { Folds = 2, ShuffleSeed = 0 }, Metrics = [ClassificationMetric.Accuracy] }
            .Evaluate(Pipeline, GoldenSet.Load("iris").Table(), "class");

        Assert.Contains("only accuracy", Assert.Throws<KeyNotFoundException>(() => result["f1"]).Message, StringComparison.Ordinal);
    }
}
