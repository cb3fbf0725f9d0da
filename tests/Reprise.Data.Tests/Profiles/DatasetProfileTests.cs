using System.Collections;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Data.Profiles;

namespace Reprise.Data.Tests.Profiles;

public sealed class DatasetProfileTests
{
    private static readonly Table Sample = new(
        [
            new Column<double>("d", [1, 2, 4, double.PositiveInfinity, 0], new BitArray([false, false, false, false, true])),
            new Column<string>("s", ["x", "y", "x", "z", "y"]),
            new Column<long>("l", [3, 3, 3, 3, 3]),
        ]);

    [Fact]
    public void Of_Table_CountsAndMeasures()
    {
        var profile = DatasetProfile.Of(Sample);

        Assert.Equal((5, 15L), (profile.NumRows, profile.NumElements));
        var d = profile.Columns[0];
        Assert.Equal((1, 4, 1.0, 4.0, 2.0), (d.Nulls, d.Distinct, d.Minimum!.Value, d.Maximum!.Value, d.Median!.Value));
        Assert.Equal(7.0 / 3, d.Mean!.Value, 12);
        Assert.Equal(Math.Sqrt(7.0 / 3), d.StandardDeviation!.Value, 12);
        Assert.Equal([("x", 2), ("y", 2), ("z", 1)], profile.Columns[1].Top!.Select(value => (value.Value, value.Count)));
    }

    [Fact]
    public void ToJson_Profile_HasMlflowsCounts()
    {
        using var json = JsonDocument.Parse(DatasetProfile.Of(Sample).ToJson());

        Assert.Equal(5, json.RootElement.GetProperty("num_rows").GetInt32());
        Assert.Equal(15, json.RootElement.GetProperty("num_elements").GetInt32());
        Assert.Equal("long", json.RootElement.GetProperty("columns")[2].GetProperty("type").GetString());
    }

    [Fact]
    public void SchemaJson_Table_IsMlflowsForm() =>
        Assert.Equal(
            """{"mlflow_colspec":[{"type":"double","name":"d","required":false},{"type":"string","name":"s","required":true},{"type":"long","name":"l","required":true}]}""",
            DatasetProfile.SchemaJson(Sample));

    [Fact]
    public void Of_EmptyTable_HasNoNumbers() =>
        Assert.Null(DatasetProfile.Of(new Table([new Column<double>("x", [])])).Columns[0].Mean);
}
