using System.Collections;
using Reprise.Core.Tables;

namespace Reprise.Core.Tests.Tables;

public sealed class TableTests
{
    private static readonly Table Songs = new(
    [
        new Column<string>("title", ["a", "b", "c"]),
        new Column<double>("tempo", [120.5, 0, 90], new BitArray([false, true, false])),
        new Column<long>("year", [1999, 2005, 2010]),
    ]);

    [Fact]
    public void Constructor_WithColumnsOfDifferentLength_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => new Table([new Column<long>("a", [1]), new Column<long>("b", [1, 2])]));

        Assert.Contains("'b' has 2 rows, 'a' has 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WithTwoColumnsOfOneName_NamesIt() =>
        Assert.Contains(
            "Two columns are called 'a'",
            Assert.Throws<ArgumentException>(() => new Table([new Column<long>("a", [1]), new Column<long>("a", [1])])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Constructor_WithNamesThatDifferInCase_KeepsBoth()
    {
        var table = new Table([new Column<long>("i", [1]), new Column<long>("I", [2])]);

        Assert.Equal(2, table["I"].NumberAt(0));
    }

    [Fact]
    public void Constructor_WithoutColumns_HasNoRows() => Assert.Equal(0, new Table([]).RowCount);

    [Fact]
    public void Indexer_OfAnUnknownName_ListsTheNames() =>
        Assert.Contains("title, tempo, year", Assert.Throws<KeyNotFoundException>(() => Songs["none"]).Message, StringComparison.Ordinal);

    [Fact]
    public void SelectWithoutAndWith_GiveNewTablesInOrder()
    {
        Assert.Equal(["year", "title"], Names(Songs.Select(["year", "title"])));
        Assert.Equal(["title", "year"], Names(Songs.Without("tempo", "none")));
        Assert.Equal(["title", "tempo", "year", "new"], Names(Songs.With(new Column<bool>("new", [true, false, true]))));
        Assert.Equal(ColumnType.Boolean, Songs.With(new Column<bool>("tempo", [true, false, true])).Columns[1].Type);
        Assert.Equal(["title", "tempo", "year"], Names(Songs));
    }

    [Fact]
    public void TakeRows_WithRepeats_CopiesValuesAndNulls()
    {
        var taken = Songs.TakeRows([1, 1, 2]);

        Assert.Equal(["b", "b", "c"], Enumerable.Range(0, 3).Select(taken["title"].TextAt));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(taken["tempo"].IsNull));
    }

    private static IEnumerable<string> Names(Table table) => table.Columns.Select(column => column.Name);
}
