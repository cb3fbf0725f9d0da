using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Encoding;

namespace Reprise.Learning.Tests.Preprocessing.Encoding;

public sealed class OneHotEncoderTests
{
    private static readonly Table Colours = new([
        Cells.Text("colour", "red", "blue", "red", "Green"), Cells.Booleans("new", true, false, true, true), Cells.Doubles("size", 1, 2, 3, 4)]);

    [Fact]
    public void Fit_OfTextAndBooleans_GivesAColumnPerCategoryInOrder()
    {
        var model = new OneHotEncoder().Fit(Colours);

        Assert.Equal([new InputColumn("colour", ColumnType.String), new InputColumn("new", ColumnType.Boolean)], model.Inputs);
        Assert.Equal(["colour_Green", "colour_blue", "colour_red", "new_false", "new_true"], model.FeatureNames);
        Assert.Equal(
            [
                0, 0, 1, 0, 1,
                0, 1, 0, 1, 0,
                0, 0, 1, 0, 1,
                1, 0, 0, 0, 1,
            ],
            model.Transform(Colours).Values);
    }

    [Fact]
    public void Fit_OfWholeNumbers_OrdersThemByValue()
    {
        var table = new Table([Cells.Longs("code", 10, 9, -1, 10)]);

        var model = new OneHotEncoder { Columns = ["code"] }.Fit(table);

        Assert.Equal(["code_-1", "code_9", "code_10"], model.FeatureNames);
        Assert.Equal([0, 0, 1, 0, 1, 0], model.Transform(new Table([Cells.Doubles("code", 10, 9)])).Values);
    }

    [Fact]
    public void Transform_OfUnknownCategories_ListsThemAll()
    {
        var model = new OneHotEncoder().Fit(Colours);
        var rows = new Table([Cells.Text("colour", "pink", null, "red"), Cells.Booleans("new", true, true, null)]);

        var error = Assert.Throws<ArgumentException>(() => model.Transform(rows));

        Assert.Contains("Column 'colour' is 'pink' at row 0, which the model did not see in training.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Column 'colour' is null at row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("Column 'new' is null at row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OfUnknownCategoriesIgnored_GivesZeros()
    {
        var model = new OneHotEncoder { Columns = ["colour"], Unknown = UnknownCategory.Ignore }.Fit(Colours);

        Assert.Equal([0, 0, 0, 0, 0, 0], model.Transform(new Table([Cells.Text("colour", "pink", null)])).Values);
    }

    [Fact]
    public void Transform_OfNullsSeenInTraining_GivesThemAColumn()
    {
        var table = new Table([Cells.Text("colour", "red", null, "blue")]);

        var model = new OneHotEncoder().Fit(table);

        Assert.Equal(["colour_blue", "colour_red", "colour_null"], model.FeatureNames);
        Assert.Equal([0, 1, 0, 0, 0, 1, 1, 0, 0], model.Transform(table).Values);
    }

    [Fact]
    public void Fit_WithNullsRefused_ListsThemInTrainingAndAfter()
    {
        var encoder = new OneHotEncoder { Nulls = NullEncoding.Refuse, Unknown = UnknownCategory.Ignore };

        Assert.Contains(
            "'colour' is null at row 1", Assert.Throws<ArgumentException>(() => encoder.Fit(new Table([Cells.Text("colour", "red", null)]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "'colour' is null at row 0",
            Assert.Throws<ArgumentException>(() => encoder.Fit(new Table([Cells.Text("colour", "red")])).Transform(new Table([Cells.Text("colour", (string?)null)]))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DropCategory.First, "colour_blue,colour_red,new_true")]
    [InlineData(DropCategory.IfBinary, "colour_Green,colour_blue,colour_red,new_true")]
    public void Fit_WithDrop_LeavesOutTheFirst(DropCategory drop, string names) =>
        Assert.Equal(names.Split(','), new OneHotEncoder { Drop = drop }.Fit(Colours).FeatureNames);

    [Fact]
    public void Fit_WithMinFrequency_SharesTheLastColumn()
    {
        var table = new Table([Cells.Text("c", "a", "a", "a", "b", "b", "c", "d")]);

        var model = new OneHotEncoder { MinFrequency = 2, Unknown = UnknownCategory.Infrequent }.Fit(table);

        Assert.Equal(["c_a", "c_b", "c_infrequent"], model.FeatureNames);
        Assert.Equal([0, 0, 1, 0, 0, 1, 1, 0, 0], model.Transform(new Table([Cells.Text("c", "d", "never seen", "a")])).Values);
    }

    [Theory]
    [InlineData(2, "c_a,c_infrequent")]
    [InlineData(3, "c_a,c_b,c_infrequent")]
    [InlineData(4, "c_a,c_b,c_c,c_d")]
    public void Fit_WithMaxCategories_KeepsTheMostFrequent(int limit, string names) =>
        Assert.Equal(
            names.Split(','), new OneHotEncoder { MaxCategories = limit }.Fit(new Table([Cells.Text("c", "a", "a", "a", "b", "b", "c", "d")])).FeatureNames);

    [Fact]
    public void Fit_OfColumnsThatCannotBeEncoded_ListsAll()
    {
        var error = Assert.Throws<ArgumentException>(() => new OneHotEncoder { Columns = ["size", "weight", "new", "new"] }.Fit(Colours));

        Assert.Contains("Column 'size' holds real numbers", error.Message, StringComparison.Ordinal);
        Assert.Contains("Column 'weight' is not in the table", error.Message, StringComparison.Ordinal);
        Assert.Contains("Column 'new' is named twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, "MinFrequency")]
    [InlineData(null, 1, "MaxCategories")]
    public void Fit_WithAParameterOutOfRange_NamesIt(int? minFrequency, int? maxCategories, string name) =>
        Assert.Contains(
            $"`{name}` of `OneHotEncoder`",
            Assert.Throws<ArgumentOutOfRangeException>(() => new OneHotEncoder { MinFrequency = minFrequency, MaxCategories = maxCategories }.Fit(Colours)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Fit_OfOneCategoryDropped_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new OneHotEncoder { Drop = DropCategory.First }.Fit(new Table([Cells.Text("c", "a", "a")])));
}
