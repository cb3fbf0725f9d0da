using System.Collections;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Pipelines;

public sealed class ClassifierPipelineTests
{
    private static readonly ClassifierPipeline Pipeline = new() { Steps = [new StandardScaler()], Classifier = new DecisionTreeClassifier() };

    [Fact]
    public void Predict_OnColumnsInAnotherOrderBesideOthers_ReadsThemByName()
    {
        var table = GoldenSet.Load("iris").Table();
        var model = Pipeline.Fit(table, "class");
        var shuffled = new Table([.. table.Columns.Reverse().Prepend(new Column<string>("note", [.. Enumerable.Repeat("x", 150)]))]);

        Assert.Equal(model.Predict(table).Labels, model.Predict(shuffled).Labels);
        Assert.Equal(["setosa", "versicolor", "virginica"], model.Classes);
        Assert.Equal("class", model.Target);
        Assert.Equal(4, model.Inputs.Count);
    }

    [Fact]
    public void Predict_OnATableWithManyProblems_ListsThemAll()
    {
        var model = Pipeline.Fit(GoldenSet.Load("iris").Table(), "class");
        var names = model.Inputs.Select(input => input.Name).ToArray();
        var table = new Table(
        [
            new Column<string>(names[1], ["1", "2", "3"]),
            new Column<double>(names[2], [1, double.NaN, 3]),
            new Column<double>(names[3], [1, 2, 3], new BitArray([false, false, true])),
        ]);

        var error = Assert.Throws<ArgumentException>(() => model.Predict(table));

        Assert.Contains($"Column '{names[0]}' (Double) is missing.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Column '{names[1]}' is String; the model was trained on Double.", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Column '{names[2]}' is NaN at row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Column '{names[3]}' is null at row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OnThousandsOfProblems_ListsAHundredAndCountsTheRest()
    {
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }
            .Fit(new Table([new Column<double>("x", [1, 2]), new Column<bool>("y", [true, false])]), "y");

        var error = Assert.Throws<ArgumentException>(
            () => model.Predict(new Table([new Column<double>("x", [.. Enumerable.Repeat(double.NaN, 5000)])])));

        Assert.Contains("… and 4900 more.", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Split('\n').Length, 100, 103);
    }

    [Fact]
    public void Predict_OnWholeNumbersForReals_ReadsThem()
    {
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier() }
            .Fit(new Table([new Column<double>("x", [1, 2, 8, 9]), new Column<string>("y", ["low", "low", "high", "high"])]), "y");

        Assert.Equal(["low", "high"], model.Predict(new Table([new Column<long>("x", [2, 8])])).Labels);
    }

    [Fact]
    public void Fit_WithChosenColumns_TakesThoseInThatOrder()
    {
        var table = new Table(
        [
            new Column<long>("id", [1, 2, 3, 4]),
            new Column<double>("a", [4, 3, 2, 1]),
            new Column<bool>("flag", [true, true, false, false]),
            new Column<long>("class", [1, 1, 10, 10]),
        ]);

        var byName = (Pipeline with { Columns = new NumericSelector { Columns = ["flag", "a"] } }).Fit(table, "class");
        var byExclusion = (Pipeline with { Columns = new NumericSelector { Except = ["id"] } }).Fit(table, "class");

        Assert.Equal([new InputColumn("flag", ColumnType.Boolean), new InputColumn("a", ColumnType.Double)], byName.Inputs);
        Assert.Equal([new InputColumn("a", ColumnType.Double)], byExclusion.Inputs);
        Assert.Equal(["1", "10"], byName.Classes);
        Assert.Equal(["1", "1", "10", "10"], byName.Predict(table).Labels);
    }

    [Fact]
    public void Fit_WithColumnsThatCannotBeUsed_ListsThemAll()
    {
        var table = new Table([new Column<string>("text", ["a", "b"]), new Column<double>("x", [1, 2]), new Column<bool>("y", [true, false])]);
        var pipeline = Pipeline with { Columns = new NumericSelector { Columns = ["text", "none", "x", "x", "y"] } };

        var error = Assert.Throws<ArgumentException>(() => pipeline.Fit(table, "y"));

        Assert.Contains("'text' is text", error.Message, StringComparison.Ordinal);
        Assert.Contains("'none' is not in the table", error.Message, StringComparison.Ordinal);
        Assert.Contains("'x' is named twice", error.Message, StringComparison.Ordinal);
        Assert.Contains("'y' is not in the table", error.Message, StringComparison.Ordinal);     // the target never is a feature
    }

    public static TheoryData<Table, string> UnusableTargets => new()
    {
        { new Table([new Column<double>("x", [1, 2])]), "'class' is not in the table" },
        { new Table([new Column<double>("x", [1, 2]), new Column<string>("class", ["a", "b"], new BitArray([false, true]))]), "null at row 1" },
        { new Table([new Column<double>("x", [1, 2]), new Column<double>("class", [1, 2.5])]), "holds 2.5" },
        { new Table([new Column<double>("x", [1, 2]), new Column<string>("class", ["a", "a"])]), "at least 2 classes" },
        { new Table([new Column<string>("x", ["1", "2"]), new Column<string>("class", ["a", "b"])]), "no number column" },
        { new Table([new Column<double>("x", []), new Column<string>("class", [])]), "at least" },
    };

    [Theory]
    [MemberData(nameof(UnusableTargets))]
    public void Fit_OnATableItCannotLearnFrom_SaysWhy(Table table, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => Pipeline.Fit(table, "class")).Message, StringComparison.Ordinal);
}
