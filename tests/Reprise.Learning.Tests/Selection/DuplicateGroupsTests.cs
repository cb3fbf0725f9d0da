using System.Collections;
using Reprise.Core.Tables;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Selection;

public sealed class DuplicateGroupsTests
{
    [Fact]
    public void Of_TheTurkishFeatures_FindsTheTwelvePairs()
    {
        var groups = DuplicateGroups.Of(GoldenSet.Load("turkish").Table().Without("class"));

        Assert.Equal(12, groups.Count);
        Assert.Equal([(2, 12)], groups.Sizes);
        Assert.Equal("12 groups of 2 identical rows kept in one fold each", groups.Describe());
        Assert.Equal(groups.Groups[110], groups.Groups[168]);
        Assert.Equal(DuplicateGroups.Of(GoldenSet.Load("turkish").X).Groups, groups.Groups);
    }

    [Fact]
    public void Of_ColumnsOfEveryType_ComparesValuesAndNulls()
    {
        var table = new Table(
        [
            new Column<double>("d", [1, 1, 1, 1, 0.0, -0.0]),
            new Column<long>("l", [5, 5, 5, 5, 5, 5]),
            new Column<bool>("b", [true, true, true, true, true, true]),
            new Column<string>("s", ["x", "x", "y", "", "", ""], new BitArray([false, false, false, true, true, true])),
        ]);

        var groups = DuplicateGroups.Of(table);

        Assert.Equal([0, 0, 1, 2, 3, 3], groups.Groups);
        Assert.Equal("2 groups of 2 identical rows kept in one fold each", groups.Describe());
    }

    [Fact]
    public void Describe_WithoutCopies_SaysSo() =>
        Assert.Equal("no identical rows", DuplicateGroups.Of(new Table([new Column<long>("a", [1, 2])])).Describe());
}
