using System.Collections;
using System.Globalization;
using Reprise.Core.Tables;

namespace Reprise.Core.Tests.Tables;

public sealed class ColumnTests
{
    [Fact]
    public void NumberAt_OfEachType_ConvertsAndMarksNulls()
    {
        Assert.Equal(1.5, new Column<double>("d", [1.5]).NumberAt(0));
        Assert.Equal(7, new Column<long>("l", [7]).NumberAt(0));
        Assert.Equal(1, new Column<bool>("b", [true]).NumberAt(0));
        Assert.Equal(double.NaN, new Column<long>("l", [7], new BitArray([true])).NumberAt(0));
        Assert.Throws<InvalidOperationException>(() => new Column<string>("s", ["1"]).NumberAt(0));
    }

    [Fact]
    public void TextAt_UnderAnyCulture_ReadsBackToTheSameValue()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.Equal("1.5", new Column<double>("d", [1.5]).TextAt(0));
            Assert.Equal("0.1", new Column<double>("d", [0.1]).TextAt(0));
            Assert.Equal("-1234567", new Column<long>("l", [-1234567]).TextAt(0));
            Assert.Equal("true", new Column<bool>("b", [true]).TextAt(0));
            Assert.Null(new Column<string>("s", ["x"], new BitArray([true])).TextAt(0));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void HasNulls_WithMarksThatMarkNothing_IsFalse() =>
        Assert.False(new Column<long>("l", [1, 2], new BitArray(2)).HasNulls);

    [Fact]
    public void Constructor_WithMarksOfAnotherLength_Throws() =>
        Assert.Contains("2 values and 3 null marks", Assert.Throws<ArgumentException>(() => new Column<long>("l", [1, 2], new BitArray(3))).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_OfAnUnsupportedType_SaysWhichThereAre() =>
        Assert.Contains("double, long, bool or string", Assert.Throws<NotSupportedException>(() => new Column<int>("i", [1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_WithoutAName_Throws() => Assert.Throws<ArgumentException>(() => new Column<long>("", [1]));

    [Fact]
    public void Rename_SharesValuesAndNulls()
    {
        var renamed = new Column<long>("a", [1, 2], new BitArray([false, true])).Rename("b");

        Assert.Equal("b", renamed.Name);
        Assert.Equal(1, renamed.NumberAt(0));
        Assert.True(renamed.IsNull(1));
    }

    [Fact]
    public void IsNull_BeyondTheEnd_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Column<long>("a", [1]).IsNull(1));
}
