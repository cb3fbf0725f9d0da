using System.Text;
using Reprise.Core.Tables;
using Reprise.Serving.Requests;
using static Reprise.Serving.Tests.Requests.RequestSchema;

namespace Reprise.Serving.Tests.Requests;

public sealed class InvocationReaderTests
{
    [Theory]
    [InlineData("""{"dataframe_split": {"columns": ["b", "a"], "data": [[2, 1], [4, 3.5]]}}""")]
    [InlineData("""{"dataframe_split": {"index": [7, 8], "columns": ["b", "x", "a"], "data": [[2, "?", 1], [4, null, 3.5]]}}""")]
    [InlineData("""{"dataframe_records": [{"a": 1, "b": 2}, {"b": 4, "a": 3.5, "x": 9}]}""")]
    [InlineData("""{"instances": [{"a": 1, "b": 2}, {"b": 4, "a": 3.5}]}""")]
    [InlineData("""{"instances": [[1, 2], [3.5, 4]]}""")]
    [InlineData("""{"inputs": {"b": [2, 4], "a": [1, 3.5]}}""")]
    [InlineData("""{"inputs": [[1, 2], [3.5, 4]], "params": {}}""")]
    [InlineData("""{"inputs": [{"a": 1, "b": 2}, {"b": 4, "a": 3.5}], "params": null}""")]
    public void Read_EveryForm_GivesSameTable(string json) => Assert.Equal("1,2;3.5,4", Invoke(json).Cells());

    [Fact]
    public void Read_EveryType_IsHeldAsTheModelReadsIt()
    {
        var result = Invoke(
            """{"dataframe_records": [{"tempo": 120, "beats": 4, "live": true, "title": "Ağıt", "at": "2025-01-31T13:05:00Z", "level": 0.1, "year": null}]}""",
            Every);

        Assert.Equal("120,4,true,Ağıt,2025-01-31T13:05:00Z,0.10000000149011612,null", result.Cells());
        Assert.Equal(ColumnType.Double, result.Table!["beats"].Type);
        Assert.Equal(ColumnType.Long, result.Table["year"].Type);
    }

    [Fact]
    public void Read_OptionalColumnsAbsent_AreNull() =>
        Assert.Equal("1,2,false,t,null,null,null", Invoke("""{"inputs": {"tempo": 1, "beats": 2, "live": false, "title": "t"}}""", Every).Cells());

    [Fact]
    public void Read_ColumnsTheSignatureDoesNotName_AreNamedAndNotUsed() =>
        Assert.Equal(["x", "y"], Invoke("""{"dataframe_split": {"columns": ["a", "x", "b", "y"], "data": [[1, 0, 2, 0]]}}""").IgnoredColumns);

    [Theory]
    [InlineData("\"abc\"", "type")]
    [InlineData("\"0.5\"", "type")]
    [InlineData("true", "type")]
    [InlineData("[1]", "type")]
    [InlineData("{}", "type")]
    [InlineData("\"NaN\"", "finite")]
    [InlineData("\"-Infinity\"", "finite")]
    [InlineData("1e400", "finite")]
    [InlineData("null", "null")]
    public void Read_BadDouble_IsNamedWithPlaceAndValue(string value, string rule)
    {
        var result = Invoke($$$"""{"dataframe_split": {"columns": ["b", "a"], "data": [[2, 1], [4, {{{value}}}]]}}""");

        var problem = Assert.Single(result.Problems);
        Assert.Equal(("dataframe_split.data[1][1]", rule), (problem.Path, problem.Rule));
        Assert.Equal((1, "a", value), (problem.Row!.Value, problem.Column, problem.Value));
    }

    [Theory]
    [InlineData("beats", "4.0", "type")]
    [InlineData("beats", "4.5", "type")]
    [InlineData("beats", "1e2", "type")]
    [InlineData("beats", "9223372036854775808", "range")]
    [InlineData("beats", "\"4\"", "type")]
    [InlineData("year", "2147483648", "range")]
    [InlineData("level", "1e39", "range")]
    [InlineData("live", "1", "type")]
    [InlineData("live", "\"true\"", "type")]
    [InlineData("title", "5", "type")]
    [InlineData("at", "\"31.01.2025\"", "type")]
    [InlineData("at", "1738328700", "type")]
    public void Read_ValueOfAnotherType_IsRefused(string column, string value, string rule)
    {
        var record = new Dictionary<string, string> { ["tempo"] = "1", ["beats"] = "2", ["live"] = "true", ["title"] = "\"t\"", [column] = value };
        var json = string.Join(", ", record.Select(pair => $"\"{pair.Key}\": {pair.Value}"));

        Assert.Equal([$"dataframe_records[0].{column}: {rule}"], Invoke($$"""{"dataframe_records": [{ {{json}} }]}""", Every).Places());
    }

    [Fact]
    public void Read_ManyProblems_ListsEveryOneInOrder() =>
        Assert.Equal(
            ["dataframe_records[0].a: type", "dataframe_records[1].b: null", "dataframe_records[2]: form", "dataframe_records[3].a: duplicate", "dataframe_records[1].a: missing", "dataframe_records[4].a: missing", "dataframe_records[4].b: missing"],
            Invoke("""{"dataframe_records": [{"a": "x", "b": 1}, {"b": null}, 7, {"a": 1, "b": 2, "a": 3}, {}]}""").Places());

    [Fact]
    public void Read_ColumnMissingFromEveryRow_IsNamedOnce() =>
        Assert.Equal(["instances.b: missing"], Invoke("""{"instances": [{"a": 1}, {"a": 2}, {"a": 3}]}""").Places());

    [Theory]
    [InlineData("""{"dataframe_split": {"columns": ["x"], "data": [[1]]}}""", "dataframe_split.columns.a: missing|dataframe_split.columns.b: missing")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b", "a"], "data": [[1, 2, 3]]}}""", "dataframe_split.columns[2]: duplicate")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": [[1], [1, 2], [1, 2, 3], 5]}}""", "dataframe_split.data[0]: ragged|dataframe_split.data[2]: ragged|dataframe_split.data[3]: form")]
    [InlineData("""{"dataframe_split": {"data": [[1, 2]]}}""", "dataframe_split.columns: missing")]
    [InlineData("""{"dataframe_split": {"columns": "a", "data": [[1, 2]]}}""", "dataframe_split.columns: form")]
    [InlineData("""{"dataframe_split": {"columns": ["a"], "columns": ["b"], "data": [[1]]}}""", "dataframe_split.columns: duplicate")]
    [InlineData("""{"dataframe_split": [[1, 2]]}""", "dataframe_split: form")]
    [InlineData("""{"dataframe_split": {"columns": ["a", "b"], "data": []}}""", "dataframe_split.data: empty")]
    [InlineData("""{"dataframe_records": []}""", "dataframe_records: empty")]
    [InlineData("""{"dataframe_records": [[1, 2]]}""", "dataframe_records[0]: form")]
    [InlineData("""{"dataframe_records": {"a": 1, "b": 2}}""", "dataframe_records: form")]
    [InlineData("""{"instances": [[1, 2], [1]]}""", "instances[1]: ragged")]
    [InlineData("""{"instances": null}""", "instances: form")]
    [InlineData("""{"inputs": {"a": [1, 2], "b": [1]}}""", "inputs.b: ragged")]
    [InlineData("""{"inputs": {"a": [1, 2], "a": [1, 2]}}""", "inputs.a: duplicate")]
    [InlineData("""{"inputs": {"a": [1, "x"]}}""", "inputs.a[1]: type|inputs.b: missing")]
    [InlineData("""{"inputs": {"a": [], "b": []}}""", "inputs: empty")]
    [InlineData("""{"inputs": [[1, 2]], "params": 5}""", "params: form")]
    [InlineData("""{"inputs": [[1, 2]], "params": {"probabilities": "yes"}}""", "params.probabilities: type")]
    [InlineData("""{}""", ": form")]
    [InlineData("""{"columns": ["a", "b"], "data": [[1, 2]]}""", ": form")]
    [InlineData("""{"inputs": [[1, 2]], "instances": [[1, 2]]}""", ": form")]
    [InlineData("""[1, 2]""", ": form")]
    [InlineData("""null""", ": form")]
    public void Read_WrongShape_NamesPlaceAndRule(string json, string expected) => Assert.Equal(expected.Split('|'), Invoke(json).Places());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"inputs\": [[1, 2]]} x")]
    [InlineData("{\"inputs\": [[NaN, 2]]}")]
    [InlineData("{\"inputs\": [[1, 2],]}")]
    [InlineData("{\"inputs\": {\"\\ud800\": 1}}")]
    [InlineData("{\"inputs\": [[\"\\uD800x\", 1]]}")]
    public void Read_NotJson_IsMalformed(string json)
    {
        var result = Invoke(json);

        Assert.True(result.IsMalformed);
        Assert.Equal(InputRules.Json, Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_IsMalformed() =>
        Assert.True(InvocationReader.Read(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, Two, new InputLimits()).IsMalformed);

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() =>
        Assert.Equal("1,2", InvocationReader.Read(Encoding.UTF8.GetBytes("\uFEFF{\"inputs\": [[1, 2]]}"), Two, new InputLimits()).Cells());

    [Fact]
    public void Read_DeepNesting_IsRefusedAtTheLimit()
    {
        var deep = $$"""{"inputs": {{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";

        Assert.Contains("depth", Assert.Single(Invoke(deep).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BeyondALimit_NamesTheLimit()
    {
        var json = """{"instances": [[1, 2], [3, 4], [5, 6]]}""";

        Assert.Equal(["instances: limit"], Invoke(json, limits: new InputLimits { MaxRows = 2 }).Places());
        Assert.Equal(["instances: limit"], Invoke(json, limits: new InputLimits { MaxCells = 5 }).Places());
        Assert.Equal([": limit"], Invoke(json, limits: new InputLimits { MaxBodyBytes = json.Length - 1 }).Places());
        Assert.Equal("1,2;3,4;5,6", Invoke(json, limits: new InputLimits { MaxRows = 3, MaxCells = 6, MaxBodyBytes = json.Length }).Cells());
    }

    [Fact]
    public void Read_MoreProblemsThanListed_CountsTheRest()
    {
        var result = Invoke("""{"instances": [["x", "x"], ["x", "x"], ["x", "x"]]}""", limits: new InputLimits { MaxProblems = 4 });

        Assert.Equal((4, 6), (result.Problems.Count, result.ProblemCount));
        Assert.EndsWith("… and 2 more.", result.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs": [[1, 2]]}""", false)]
    [InlineData("""{"inputs": [[1, 2]], "params": {"probabilities": false, "other": 1}}""", false)]
    [InlineData("""{"params": {"probabilities": true}, "inputs": [[1, 2]]}""", true)]
    public void Read_Params_SayWhetherProbabilitiesAreWanted(string json, bool expected) => Assert.Equal(expected, Invoke(json).WithProbabilities);
}
