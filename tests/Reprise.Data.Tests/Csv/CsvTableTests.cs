using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace Reprise.Data.Tests.Csv;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("1,2,-3", ColumnType.Long)]
    [InlineData("1,,3", ColumnType.Long)]
    [InlineData(" 1 ,2,+3", ColumnType.Long)]
    [InlineData("1,2.5,3", ColumnType.Double)]
    [InlineData("1e3,.5,5.", ColumnType.Double)]
    [InlineData("NaN,1,-Infinity", ColumnType.Double)]
    [InlineData(" NAN ,1,2", ColumnType.String)]
    [InlineData("nan,1,2", ColumnType.String)]
    [InlineData("1,2,1e999", ColumnType.String)]
    [InlineData("1,\"1,5\",2", ColumnType.String)]
    [InlineData("1,2,99999999999999999999", ColumnType.String)]
    [InlineData("1.5,2,99999999999999999999", ColumnType.Double)]
    [InlineData("true,False,TRUE", ColumnType.Boolean)]
    [InlineData("true,1,false", ColumnType.String)]
    [InlineData(",,", ColumnType.Double)]
    [InlineData("x,1,2", ColumnType.String)]
    public void Read_ColumnOfCells_InfersItsType(string cells, ColumnType expected)
    {
        var rows = cells.Contains('"', StringComparison.Ordinal) ? ["1", "\"1,5\"", "2"] : cells.Split(',');
        var table = Parse("key,x\n" + string.Concat(rows.Select(cell => $"k,{cell}\n")));

        Assert.Equal(expected, table["x"].Type);
        Assert.Equal(3, table.RowCount);
    }

    [Fact]
    public void Read_BlankCells_AreNullAndNothingElseIs()
    {
        var table = Parse("x,s\n1,a\n,\n3,NULL\n");

        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(table["x"].IsNull));
        Assert.Equal(["a", null, "NULL"], Enumerable.Range(0, 3).Select(table["s"].TextAt));
    }

    [Fact]
    public void Read_CellsOfBlanks_AreNullInNumbersOfAGivenTypeAndTextElsewhere()
    {
        var table = Parse("x,s\n1, \n  ,b\n", new CsvOptions { Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Double } });

        Assert.Equal([false, true], Enumerable.Range(0, 2).Select(table["x"].IsNull));
        Assert.Equal([" ", "b"], Enumerable.Range(0, 2).Select(table["s"].TextAt));
    }

    [Fact]
    public void Read_NullTokens_AreNull()
    {
        var table = Parse("x\n1\nNA\n?\n", new CsvOptions { NullTokens = ["NA", "?"] });

        Assert.Equal(ColumnType.Long, table["x"].Type);
        Assert.Equal([1, double.NaN, double.NaN], Enumerable.Range(0, 3).Select(table["x"].NumberAt));
    }

    [Fact]
    public void Read_GivenTypes_AreKept()
    {
        var types = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.String, ["x"] = ColumnType.Double };
        var table = Parse("zip,x\n01234,1\n56789,2\n", new CsvOptions { Types = types });

        Assert.Equal("01234", table["zip"].TextAt(0));
        Assert.Equal(ColumnType.Double, table["x"].Type);
    }

    [Fact]
    public void Read_ManyKindsOfProblem_ListsThemAllInOrder()
    {
        var types = new Dictionary<string, ColumnType> { ["b"] = ColumnType.Double, ["z"] = ColumnType.Long };
        var error = Assert.Throws<RepriseException>(
            () => Parse("a,b,a\n1,junk,3\n1,2\n1,2,\"x\"y\n1,also bad,3\n", new CsvOptions { Types = types }));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Equal(
            [
                "line 1: there is no column `z`. The header has: a, b, a.1.",
                "line 1, column 3 (`a`): column 1 has the same name; rename one of them.",
                "line 2, column 2 (`b`): 'junk' is no number.",
                "line 3: the row has 2 cells, the header 3; check its missing delimiters.",
                "line 4, column 3 (`a.1`): text follows the closing quote in \"x\"y; write quotes inside a quoted field twice.",
                "line 5, column 2 (`b`): 'also bad' is no number.",
            ],
            error.Problems);
    }

    [Fact]
    public void Read_ProblemWithControlCharacters_SaysThemOnOneHarmlessLine()
    {
        var types = new Dictionary<string, ColumnType> { ["a\n\u001b[2J"] = ColumnType.Double };

        var error = Assert.Throws<RepriseException>(() => Parse("\"a\n\u001b[2J\"\n\"\u001b]0;x\u0007\n\"\n", new CsvOptions { Types = types }));

        Assert.DoesNotContain(Assert.Single(error.Problems), char.IsControl);
    }

    [Fact]
    public void Read_FileWithProblems_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("x.csv");
        File.WriteAllText(path, "a,b\n1\n");

        var error = Assert.Throws<RepriseException>(() => CsvTable.Read(path, null, TestContext.Current.CancellationToken));

        Assert.StartsWith(path + ": line 2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeaderOnly_IsReportedUnlessAllowed()
    {
        Assert.Contains("no row of data", Assert.Throws<RepriseException>(() => Parse("a,b\n")).Message, StringComparison.Ordinal);
        Assert.Equal(0, Parse("a,b\n", new CsvOptions { AllowNoRows = true }).RowCount);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => CsvTable.Read(new StringReader("a\n1\n"), null, source.Token));
    }

    private static Table Parse(string text, CsvOptions? options = null) =>
        CsvTable.Read(new StringReader(text), options, TestContext.Current.CancellationToken);
}
