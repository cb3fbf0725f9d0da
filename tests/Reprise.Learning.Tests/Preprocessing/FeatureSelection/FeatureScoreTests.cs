using System.Globalization;
using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.FeatureSelection;

namespace Reprise.Learning.Tests.Preprocessing.FeatureSelection;

public sealed class FeatureScoreTests
{
    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void F_OfClasses_GivesReferenceScoresAndPValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = GoldenSet.Family(name, "features").GetProperty("f_classif");

        var model = new SelectKBest { Count = 3 }.Fit(set.X, set.Y, set.Classes.Length);

        Relative(golden.GetProperty("F"), model.Scores, constant: 0, 1e-8);
        Relative(golden.GetProperty("p"), model.PValues, constant: 1, 1e-6);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void ChiSquared_OfScaledColumns_GivesReferenceScoresAndPValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = GoldenSet.Family(name, "features").GetProperty("chi2_on_minmax");
        var x = new MinMaxScaler().Fit(set.X).Transform(set.X);

        var model = new SelectKBest { Score = FeatureScore.ChiSquared }.Fit(x, set.Y, set.Classes.Length);

        Relative(golden.GetProperty("chi2"), model.Scores, constant: 0, 1e-9);
        Relative(golden.GetProperty("p"), model.PValues, constant: 1, 1e-6);
    }

    [Fact]
    public void F_OfANumericTarget_GivesReferenceScoresAndPValues()
    {
        var (x, y) = Diabetes();
        var golden = GoldenSet.Json("preprocessing.json").GetProperty("f_regression");

        var model = new SelectKBest { Count = 3 }.Fit(x, y);

        Relative(golden.GetProperty("F"), model.Scores, constant: 0, 1e-8);
        Relative(golden.GetProperty("p"), model.PValues, constant: 1, 1e-6);
    }

    [Fact]
    public void MutualInformation_OfColumnsWithoutTies_GivesReferenceScores()
    {
        var golden = GoldenSet.Json("preprocessing.json").GetProperty("mutual_information");
        var x = golden.GetProperty("x").Matrix();
        var selector = new SelectKBest { Score = FeatureScore.MutualInformation, Count = 1 };

        var classes = selector.Fit(x, golden.GetProperty("classes").Integers(), 3);
        var values = selector.Fit(x, golden.GetProperty("y").Doubles());

        Numbers.Close(golden.GetProperty("classif").Doubles(), classes.Scores, 1e-9);
        Numbers.Close(golden.GetProperty("regression").Doubles(), values.Scores, 1e-9);
        Assert.True(classes.PValues.IsEmpty);
    }

    [Fact]
    public void ChiSquared_OfNegativeValues_NamesTheirPlace() =>
        Assert.Contains(
            "Got -1 at row 1, column 0",
            Assert.Throws<ArgumentException>(() => new SelectKBest { Score = FeatureScore.ChiSquared }.Fit(Cells.Rows([1], [-1], [2]), [0, 1, 0], 2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ChiSquared_OfANumericTarget_IsRefused() =>
        Assert.Contains(
            "needs classes",
            Assert.Throws<ArgumentException>(() => new SelectPercentile { Score = FeatureScore.ChiSquared }.Fit(Cells.Rows([1], [2], [3]), [0.5, 1, 0])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void F_OfAColumnThatSeparatesExactly_IsTheGreatestWithPValueZero()
    {
        var model = new SelectKBest { Count = 1 }.Fit(Cells.Rows([1, 3], [2, 3], [1, 7], [2, 7]), [0, 0, 1, 1], 2);

        Assert.Equal(double.MaxValue, model.Scores[1]);
        Assert.Equal(0, model.PValues[1]);
        Assert.Equal([1], model.Selected);
        Assert.Equal([0, 1], [model.Scores[0], model.PValues[0]]);
    }

    [Fact]
    public void F_OfAsManyClassesAsRows_SaysHowManyRowsAreNeeded() =>
        Assert.Contains(
            "needs at least 3 rows", Assert.Throws<ArgumentException>(() => new SelectKBest().Fit(Cells.Rows([1], [2]), [0, 1], 2)).Message, StringComparison.Ordinal);

    internal static (Matrix X, double[] Y) Diabetes()
    {
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv")).Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture))).ToArray();
        return (Cells.Rows([.. rows.Select(row => row[..^1])]), [.. rows.Select(row => row[^1])]);
    }

    private static void Relative(JsonElement expected, ReadOnlySpan<double> actual, double constant, double tolerance)
    {
        var at = 0;
        foreach (var value in expected.EnumerateArray())
        {
            var reference = value.ValueKind == JsonValueKind.String ? constant : value.GetDouble();
            Assert.InRange(Math.Abs(reference - actual[at]), 0, tolerance * Math.Abs(reference));
            at++;
        }

        Assert.Equal(at, actual.Length);
    }
}
