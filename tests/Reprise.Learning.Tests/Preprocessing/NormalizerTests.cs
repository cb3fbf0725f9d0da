using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Tests.Preprocessing;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData(VectorNorm.L1, "normalizer_l1")]
    [InlineData(VectorNorm.Max, "normalizer_max")]
    public void Transform_OfIris_GivesReferenceValues(VectorNorm norm, string golden)
    {
        var x = GoldenSet.Load("iris").X.View.TakeRows([.. Enumerable.Range(0, 10).Select(i => 15 * i)]);

        var actual = new Normalizer { Norm = norm }.Fit(x).Transform(x);

        Numbers.Close(GoldenSet.Json("preprocessing.json").GetProperty(golden).Matrix().Values, actual.Values, 1e-12);
    }

    [Theory]
    [InlineData(VectorNorm.L1)]
    [InlineData(VectorNorm.L2)]
    [InlineData(VectorNorm.Max)]
    public void Transform_OfZerosAndExtremes_StaysFiniteAndOfLengthOne(VectorNorm norm)
    {
        var x = new Matrix(3, 2);
        x[1, 0] = 1e308;
        x[1, 1] = -1e308;
        x[2, 0] = 5e-324;

        var actual = new Normalizer { Norm = norm }.Fit(x).Transform(x);

        Assert.Equal([0, 0], actual.Row(0));
        Assert.Equal(0, actual[1, 0] + actual[1, 1]);
        Assert.InRange(actual[1, 0], 0.5, 1);
        Assert.Equal([1, 0], actual.Row(2));
    }

    [Fact]
    public void Fit_WithANormThatIsNone_NamesTheParameter()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Normalizer { Norm = (VectorNorm)9 }.Fit(new Matrix(1, 1)));

        Assert.Contains("`Norm` of `Normalizer` must be in {L2, L1, Max}. Got 9.", error.Message, StringComparison.Ordinal);
    }
}
