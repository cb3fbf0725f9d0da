using System.Text;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests.Validation;

public sealed class DataContractTests
{
    [Fact]
    public void Save_ThenLoad_GivesTheSameContract()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("rules.json");
        Songs.Contract.Save(path);

        var back = DataContract.Load(path);

        Assert.Equivalent(Songs.Contract, back, strict: true);
        Assert.Contains("\"min_class_share\": 0.2", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("\"extra_columns\": \"error\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LeastContract_HasTheDefaults()
    {
        var contract = Parse("""{ "name": "x", "columns": [ { "name": "a", "type": "double" } ] /* comments are fine */ }""");

        Assert.Equivalent(new DataContract { Name = "x", Columns = [new ColumnContract { Name = "a", Type = Core.Tables.ColumnType.Double }] }, contract);
        Assert.True(contract.Columns[0].Required);
        Assert.Equal(Severity.Error, contract.ExtraColumns);
    }

    [Theory]
    [InlineData("", "rules.json")]
    [InlineData("null", "null")]
    [InlineData("[1,2]", "no data contract")]
    [InlineData("""{ "name": "x" }""", "columns")]
    [InlineData("""{ "name": "x", "columns": null }""", "columns")]
    [InlineData("""{ "name": "x", "columns": [null] }""", "null")]
    [InlineData("""{ "name": "x", "columns": [ { "name": "a", "type": "decimal" } ] }""", "$.columns[0].type")]
    [InlineData("""{ "name": "x", "columns": [ { "name": "a", "type": 1 } ] }""", "$.columns[0].type")]
    [InlineData("""{ "name": "x", "columns": [ { "name": "a", "type": "long", "min": 1 } ] }""", "min")]
    [InlineData("""{ "name": "x", "columns": [] }""", "no columns")]
    public void Parse_Malformed_SaysWhere(string json, string expected)
    {
        var error = Assert.Throws<RepriseException>(() => Parse(json));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyContradictions_ListsThemAll()
    {
        var error = Assert.Throws<RepriseException>(() => Parse(
            """
            {
              "name": "x", "target": "z", "min_class_share": 3, "min_rows": -1,
              "columns": [
                { "name": "a", "type": "double", "minimum": 2, "maximum": 1 },
                { "name": "a", "type": "string", "minimum": 2 },
                { "name": "", "type": "string", "labels": [] },
                { "name": "l", "type": "string", "labels": ["x", " X ", ""] }
              ]
            }
            """));

        Assert.Equal(10, error.Problems.Count);
        Assert.All(error.Problems, problem => Assert.StartsWith("rules.json: ", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, true)]
    [InlineData(8, false)]
    [InlineData(0, false)]
    public void Fits_Header_NeedsNineInTenOfTheColumns(int present, bool expected)
    {
        var contract = new DataContract
        {
            Name = "x",
            Columns =
            [
                .. Enumerable.Range(0, 10).Select(i => new ColumnContract { Name = $"c{i}", Type = Core.Tables.ColumnType.Long }),
                new ColumnContract { Name = "optional", Type = Core.Tables.ColumnType.Long, Required = false },
            ],
        };

        Assert.Equal(expected, contract.Fits([.. Enumerable.Range(0, present).Select(i => $"c{i}"), "more"]));
    }

    [Fact]
    public void Parse_RulesOfTheDocumentation_SayTheDefaults()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Reprise.slnx")))
        {
            folder = folder.Parent!;
        }

        var json = File.ReadAllText(Path.Combine(folder.FullName, "docs", "data.md")).Split("```json")[1].Split("```")[0];
        var contract = Parse(json);

        Assert.Equivalent(new DataContract { Name = "songs", Target = "mood", Columns = contract.Columns }, contract, strict: true);
        Assert.Equal(["mood", "tempo", "plays", "live"], contract.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Load_NoSuchFile_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(ErrorCode.ResourceDoesNotExist, Assert.Throws<RepriseException>(() => DataContract.Load(folder.Path("none.json"))).Code);
        Assert.Equal(ErrorCode.PermissionDenied, Assert.Throws<RepriseException>(() => DataContract.Load(folder.Path("."))).Code);
    }

    [Fact]
    public void ToJson_Report_IsSnakeCaseWithEveryProblem()
    {
        var text = CsvText.Read(new StringReader("mood,tempo,energy,plays\nsad,x,0.5,1\n"), null, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(
            DataValidator.Validate(text, Songs.Contract with { MinRows = 0, MinClassShare = 0 }, cancellationToken: TestContext.Current.CancellationToken).ToJson());

        var problem = json.RootElement.GetProperty("problems")[0];
        Assert.Equal(("junk", "error", 1, 2), (
            problem.GetProperty("rule").GetString(), problem.GetProperty("severity").GetString(), problem.GetProperty("row").GetInt32(), problem.GetProperty("line").GetInt32()));
        Assert.False(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("tempo", json.RootElement.GetProperty("by_column")[0].GetProperty("column").GetString());
    }

    private static DataContract Parse(string json) => DataContract.Parse(Encoding.UTF8.GetBytes(json), "rules.json");
}
