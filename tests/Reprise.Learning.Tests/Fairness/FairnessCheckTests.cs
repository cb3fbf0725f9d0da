using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Fairness;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Fairness;

public sealed class FairnessCheckTests
{
    /// <summary>Counts by hand: a has 40 rows, 20 positive, 15 of them and 5 others selected; b has 40 rows, 10 positive, 5 of them and 1 other selected.</summary>
    private static readonly (string Group, int Truth, int Predicted, int Count)[] Cells =
    [
        ("a", 1, 1, 15), ("a", 1, 0, 5), ("a", 0, 1, 5), ("a", 0, 0, 15), ("b", 1, 1, 5), ("b", 1, 0, 5), ("b", 0, 1, 1), ("b", 0, 0, 29),
    ];

    [Fact]
    public void Of_CountsByHand_GivesRatesAndGaps()
    {
        var report = Report(new FairnessCheck());

        var (a, b) = (report.Groups[0], report.Groups[1]);
        Numbers.Close([0.5, 0.75, 0.75, 0.25, 0.75], [a.SelectionRate.Value, a.Accuracy.Value, a.TruePositiveRate.Value, a.FalsePositiveRate.Value, a.Precision.Value], 1e-12);
        Numbers.Close([0.15, 0.85, 0.5, 1 / 30.0, 5 / 6.0], [b.SelectionRate.Value, b.Accuracy.Value, b.TruePositiveRate.Value, b.FalsePositiveRate.Value, b.Precision.Value], 1e-12);
        Numbers.Close(
            [0.35, 0.3, 0.25, 0.25],
            [report.DemographicParityDifference.Value, report.DisparateImpact.Value, report.EqualizedOddsDifference.Value, report.EqualOpportunityDifference.Value],
            1e-12);
        Assert.True(report.DemographicParityDifference.Low is > 0.1 and < 0.35 && report.DemographicParityDifference.High is > 0.35 and < 0.6);
        Assert.Equal(2, report.Warnings.Count);
        Assert.Contains("group 'b' has 10 positive", report.Warnings[1], StringComparison.Ordinal);
        Assert.Contains("disparate impact ratio", report.ToText(), StringComparison.Ordinal);
    }

    /// <summary>The interval of 8 in 10 from Wilson's formula, as in the textbooks: 0.4901 to 0.9433.</summary>
    [Fact]
    public void Wilson_OfEightInTen_IsTheTextbookInterval()
    {
        var interval = GroupCounts.Wilson(8, 10, 0.95);

        Numbers.Close([0.8, 0.49016, 0.94332], [interval.Value, interval.Low, interval.High], 1e-4);
        Assert.True(double.IsNaN(GroupCounts.Wilson(0, 0, 0.95).Value));
    }

    [Fact]
    public void Of_AGroupWithoutPositives_LeavesItsGapsOpen()
    {
        (string Group, int Truth, int Predicted, int Count)[] cells = [("a", 1, 1, 5), ("a", 0, 0, 5), ("b", 0, 1, 2), ("b", 0, 0, 2)];
        var report = Report(new FairnessCheck { SmallGroup = 5 }, cells);

        Assert.True(double.IsNaN(report.EqualOpportunityDifference.Value));
        Assert.Equal(0, report.DemographicParityDifference.Value);
        Assert.Contains("group 'b' has 4 rows, fewer than 5", report.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatCannotBeCompared_SaysWhy()
    {
        Assert.Contains("one group only", Assert.Throws<ArgumentException>(() => Report(new FairnessCheck(), [("a", 1, 1, 3), ("a", 0, 0, 3)])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "one of no, yes",
            Assert.Throws<ArgumentException>(() => new FairnessCheck().Of(Outcome(Cells), [.. Groups(Cells)], "maybe")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_APipeline_ReadsTheGroupColumn()
    {
        var set = GoldenSet.Load("iris");
        var table = set.Table().With(new Column<string>("field", [.. Enumerable.Range(0, 150).Select(row => row % 2 == 0 ? "north" : "south")]));
        var model = new ClassifierPipeline { Classifier = new DecisionTreeClassifier { MaxDepth = 2 } }.Fit(set.Table(), "class");

        var report = new FairnessCheck { Bootstrap = new Bootstrap { Resamples = 50, Method = BootstrapMethod.Percentile } }.Of(model, table, "field", model.Classes[0]);

        Assert.Equal(["north", "south"], report.Groups.Select(group => group.Group));
        Assert.Equal(1 / 3.0, report.Groups[0].SelectionRate.Value, 1e-12);
        Assert.Equal(0, report.EqualOpportunityDifference.Value);
    }

    private static FairnessReport Report(FairnessCheck check, (string Group, int Truth, int Predicted, int Count)[]? cells = null) =>
        check.Of(Outcome(cells ?? Cells), [.. Groups(cells ?? Cells)]);

    private static IEnumerable<string> Groups((string Group, int Truth, int Predicted, int Count)[] cells) =>
        cells.SelectMany(cell => Enumerable.Repeat(cell.Group, cell.Count));

    private static ClassificationOutcome Outcome((string Group, int Truth, int Predicted, int Count)[] cells)
    {
        int[] predicted = [.. cells.SelectMany(cell => Enumerable.Repeat(cell.Predicted, cell.Count))];
        var p = new Matrix(predicted.Length, 2);
        for (var row = 0; row < predicted.Length; row++)
        {
            p[row, predicted[row]] = 1;
        }

        return new ClassificationOutcome([.. cells.SelectMany(cell => Enumerable.Repeat(cell.Truth, cell.Count))], p, ["no", "yes"]);
    }
}
