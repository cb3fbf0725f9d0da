using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Features;

namespace Reprise.Learning.Tests.Preprocessing.Features;

public sealed class PolynomialFeaturesTests
{
    private static readonly string[] Names = ["x0", "x1", "x2", "x3"];

    [Fact]
    public void Transform_OfDegreeThree_GivesReferenceValuesAndNames()
    {
        var iris = GoldenSet.Load("iris").X;
        var x = Cells.Rows([.. Enumerable.Range(0, 3).Select(row => iris.Row(row)[..3].ToArray())]);
        var golden = GoldenSet.Json("preprocessing.json");

        var model = new PolynomialFeatures { Degree = 3 }.Fit(x);

        Assert.Equal(golden.GetProperty("polynomial_names").EnumerateArray().Select(name => name.GetString()), model.FeatureNames(Names[..3]));
        Numbers.Close(golden.GetProperty("polynomial").Matrix().Values, model.Transform(x).Values, 1e-12);
    }

    [Fact]
    public void FeatureNames_OfInteractions_GivesReferenceNames() =>
        Assert.Equal(
            GoldenSet.Json("preprocessing.json").GetProperty("interaction_names").EnumerateArray().Select(name => name.GetString()),
            new PolynomialFeatures { Degree = 3, InteractionOnly = true, IncludeBias = false }.Fit(GoldenSet.Load("iris").X).FeatureNames(Names));

    [Fact]
    public void Fit_OfTooManyProducts_IsRefusedBeforeTheyAreMade() =>
        Assert.Contains(
            "more than 100000 columns",
            Assert.Throws<ArgumentException>(() => new PolynomialFeatures { Degree = 20 }.Fit(new Matrix(1, 100))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void FeatureNames_OfAHighPower_SpellsItOut() =>
        Assert.Equal("x0^12", new PolynomialFeatures { Degree = 12 }.Fit(new Matrix(1, 1)).FeatureNames(["x0"])[^1]);
}
