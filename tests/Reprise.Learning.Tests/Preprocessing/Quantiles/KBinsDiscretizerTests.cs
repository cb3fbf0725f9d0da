using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Tests.Preprocessing.Quantiles;

public sealed class KBinsDiscretizerTests
{
    [Theory]
    [InlineData(BinStrategy.Uniform, "bins_uniform")]
    [InlineData(BinStrategy.Quantile, "bins_quantile")]
    public void Transform_OfIris_GivesReferenceEdgesAndBins(BinStrategy strategy, string name)
    {
        var x = GoldenSet.Load("iris").X;
        var golden = GoldenSet.Json("preprocessing.json").GetProperty(name);

        var model = new KBinsDiscretizer { Bins = 4, Strategy = strategy, Encode = BinEncoding.Ordinal }.Fit(x);

        for (var i = 0; i < 4; i++)
        {
            Numbers.Close(golden.GetProperty("edges")[i].Doubles(), model.Edges(i), 1e-12);
        }

        Assert.Equal(golden.GetProperty("rows").Matrix().Values, model.Transform(x.View.TakeRows([.. Enumerable.Range(0, 10).Select(i => 15 * i)])).Values);
    }

    [Fact]
    public void Transform_AsColumns_GivesOnePerBinAndNamesThem()
    {
        var x = Cells.Rows([0, 7], [1, 7], [2, 7], [3, 7]);

        var model = new KBinsDiscretizer { Bins = 2, Strategy = BinStrategy.Uniform }.Fit(x);

        Assert.Equal(["a_0", "a_1", "b_0"], model.FeatureNames(["a", "b"]));
        Assert.Equal([1, 0, 1, 0, 1, 1], model.Transform(Cells.Rows([-9, 0], [1.5, 99])).Values);
    }

    [Fact]
    public void Fit_OfTiedQuantiles_LetsEdgesFallTogether()
    {
        var x = Cells.Rows([0], [0], [0], [0], [0], [0], [0], [1]);

        Assert.Equal([0, 1], new KBinsDiscretizer().Fit(x).Edges(0));
    }
}
