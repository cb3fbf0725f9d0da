using Reprise.Core.Tables;
using Reprise.Learning.Preprocessing.Encoding;

namespace Reprise.Learning.Tests.Preprocessing.Encoding;

public sealed class OrdinalEncoderTests
{
    private static readonly Table Sizes = new([Cells.Text("size", "S", "L", null, "M"), Cells.Longs("rooms", 12, 3, 3, 5)]);

    [Fact]
    public void Fit_OfCategories_NumbersThemInOrderNullLast()
    {
        var model = new OrdinalEncoder { Columns = ["size", "rooms"] }.Fit(Sizes);

        Assert.Equal(["size", "rooms"], model.FeatureNames);
        Assert.Equal([2, 2, 0, 0, 3, 0, 1, 1], model.Transform(Sizes).Values);
        Assert.Equal(["3", "5", "12"], model.Categories[1]);
    }

    [Fact]
    public void Transform_OfNullsAsMissing_GivesNaN() =>
        Assert.Equal([2, 0, double.NaN, 1], new OrdinalEncoder { Nulls = NullEncoding.Missing }.Fit(Sizes).Transform(Sizes).Values);

    [Theory]
    [InlineData(UnknownOrdinal.Value, -1.0)]
    [InlineData(UnknownOrdinal.Missing, double.NaN)]
    public void Transform_OfAnUnknownCategory_GivesWhatIsAskedFor(UnknownOrdinal unknown, double expected) =>
        Assert.Equal([expected], new OrdinalEncoder { Unknown = unknown }.Fit(Sizes).Transform(new Table([Cells.Text("size", "XL")])).Values);

    [Fact]
    public void Transform_OfAnUnknownCategory_IsRefusedByDefault() =>
        Assert.Contains(
            "Column 'size' is 'XL' at row 0",
            Assert.Throws<ArgumentException>(() => new OrdinalEncoder().Fit(Sizes).Transform(new Table([Cells.Text("size", "XL")]))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Fit_WithAnUnknownValueThatACategoryHas_IsRefused() =>
        Assert.Contains(
            "`UnknownValue` of `OrdinalEncoder` is 3",
            Assert.Throws<ArgumentException>(() => new OrdinalEncoder { Unknown = UnknownOrdinal.Value, UnknownValue = 3 }.Fit(Sizes)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Transform_OfTextWhereNumbersWere_IsRefused() =>
        Assert.Contains(
            "Column 'rooms' is String; the model was trained on Long.",
            Assert.Throws<ArgumentException>(
                () => new OrdinalEncoder { Columns = ["rooms"] }.Fit(Sizes).Transform(new Table([Cells.Text("rooms", "3")]))).Message,
            StringComparison.Ordinal);
}
