using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Serving.Models;
using Reprise.Serving.Requests;
using static Reprise.Serving.Tests.Requests.RequestSchema;

namespace Reprise.Serving.Tests.Requests;

public sealed class PredictReaderTests
{
    [Theory]
    [InlineData("""{"features": {"a": 1, "b": 2}}""", true)]
    [InlineData("""{"b": 2, "a": 1}""", true)]
    [InlineData("""{"features": [{"a": 1, "b": 2}]}""", false)]
    [InlineData("""[{"a": 1, "b": 2}]""", false)]
    public void Read_BareOrWrapped_GivesSameRow(string json, bool isSingle)
    {
        var result = Predict(json);

        Assert.Equal("1,2", result.Cells());
        Assert.Equal(isSingle, result.IsSingle);
    }

    [Fact]
    public void Read_ModelWithAColumnCalledFeatures_TakesItAsTheColumn()
    {
        var schema = new InputSchema(
            new ModelSignature { Inputs = [new SignatureField("features", SignatureType.Long)] }, [new InputColumn("features", ColumnType.Long)]);

        Assert.Equal("7", Predict("""{"features": 7}""", schema).Cells());
    }

    [Theory]
    [InlineData("""{"a": "x"}""", "a: type|b: missing")]
    [InlineData("""{"features": {"a": null, "b": 1, "b": 2}}""", "features.a: null|features.b: duplicate")]
    [InlineData("""[{"a": 1, "b": 2}, {"a": 1, "b": "x"}]""", "[1].b: type")]
    [InlineData("""{"features": [[1, 2]]}""", "features[0]: form")]
    [InlineData("""{"features": 5}""", "features: form")]
    [InlineData("""{"features": {}, "features": {}}""", "features: duplicate")]
    [InlineData("""{}""", "a: missing|b: missing")]
    [InlineData("""[]""", ": empty")]
    [InlineData("""5""", ": form")]
    public void Read_Wrong_NamesPlaceAndRule(string json, string expected) => Assert.Equal(expected.Split('|'), Predict(json).Places());
}
