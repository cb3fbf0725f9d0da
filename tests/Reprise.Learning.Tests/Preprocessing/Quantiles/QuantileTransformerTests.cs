using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Quantiles;

namespace Reprise.Learning.Tests.Preprocessing.Quantiles;

public sealed class QuantileTransformerTests
{
    [Theory]
    [InlineData(OutputDistribution.Uniform, "quantile_uniform")]
    [InlineData(OutputDistribution.Normal, "quantile_normal")]
    public void Transform_OfIrisAndBeyond_GivesReferenceValues(OutputDistribution output, string golden)
    {
        var x = GoldenSet.Load("iris").X;
        var probe = new Matrix(13, 4);
        var column = new double[x.Rows];
        for (var i = 0; i < 4; i++)
        {
            x.View.CopyColumn(i, column);
            for (var row = 0; row < 10; row++)
            {
                probe[row, i] = column[15 * row];
            }

            (probe[10, i], probe[11, i], probe[12, i]) = (column.Min() - 1, column.Max() + 1, column.Average());
        }

        var actual = new QuantileTransformer { Quantiles = 50, Output = output }.Fit(x).Transform(probe);

        Numbers.Close(GoldenSet.Json("preprocessing.json").GetProperty(golden).GetProperty("rows").Matrix().Values, actual.Values, 1e-9);
    }

    [Fact]
    public void Transform_OfATiedValue_GivesTheMiddleOfItsPlaces()
    {
        var x = new Matrix(5, 1);
        double[] values = [0, 1, 1, 1, 2];
        values.CopyTo(x.Values);

        Assert.Equal([0, 0.5, 0.5, 0.5, 1], new QuantileTransformer().Fit(x).Transform(x).Values);
    }

    [Fact]
    public void Transform_OfDistinctRows_GivesEvenSharesWhateverTheScale()
    {
        var x = new Matrix(11, 1);
        for (var row = 0; row < 11; row++)
        {
            x[row, 0] = 1e-9 * row * row;
        }

        var actual = new QuantileTransformer().Fit(x).Transform(x);

        Numbers.Close([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], actual.Values, 1e-12);
    }

    [Fact]
    public void Fit_WithFewerRowsThanQuantilesInTheSample_NamesTheParameter()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileTransformer { Subsample = 10 }.Fit(new Matrix(1, 1)));

        Assert.Contains("`Subsample` of `QuantileTransformer`", error.Message, StringComparison.Ordinal);
    }
}
