using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;

namespace Reprise.Learning.Tests.Preprocessing.Columns;

public sealed class ColumnTransformerTests
{
    private static readonly Table Features = Houses.Table.Without("price");

    [Fact]
    public void Fit_OfEveryType_NamesInputsAndFeatures()
    {
        var model = Houses.Columns.Fit(Features);

        Assert.Equal(
            [
                new InputColumn("area", ColumnType.Double), new InputColumn("rooms", ColumnType.Long), new InputColumn("town", ColumnType.String),
                new InputColumn("garden", ColumnType.Boolean), new InputColumn("floor", ColumnType.Long),
            ],
            model.Inputs);
        Assert.Equal(
            [
                "numbers__area", "numbers__rooms", "numbers__area_missing", "numbers__rooms_missing",
                "categories__town_Ankara", "categories__town_Bursa", "categories__town_İzmir", "categories__town_null",
                "categories__garden_false", "categories__garden_true", "categories__garden_null", "floor__floor",
            ],
            model.FeatureNames);
    }

    [Fact]
    public void Transform_OfTheTrainingRows_PutsBlocksSideBySide()
    {
        var x = (Houses.Columns with { Blocks = [Houses.Columns.Blocks[0] with { Steps = [new SimpleImputer()] }, .. Houses.Columns.Blocks.Skip(1)] })
            .Fit(Features).Transform(Features);

        Assert.Equal(8, x.Rows);
        Assert.Equal([50, 2, 1, 0, 0, 0, 1, 0, 0, 0], x.Row(0));
        Assert.Equal([605 / 6.0, 3, 0, 0, 1, 0, 0, 1, 0, 1], x.Row(1));
        Assert.Equal([120, 5, 0, 0, 0, 1, 0, 1, 0, 0], x.Row(2));
        Assert.Equal([65, 26 / 7.0, 1, 0, 0, 0, 1, 0, 0, 2], x.Row(4));
    }

    [Fact]
    public void Fit_WithoutPrefix_KeepsTheNamesOfColumns() =>
        Assert.Equal("area", (Houses.Columns with { PrefixNames = false }).Fit(Features).FeatureNames[0]);

    [Fact]
    public void Fit_WithTheRemainderPassed_TakesTheOtherNumbersLast()
    {
        var transformer = new ColumnTransformer
        {
            Blocks = [new() { Name = "town", Columns = ColumnSet.Text, Encoder = new OrdinalEncoder() }],
            Remainder = Remainder.Pass,
        };

        var model = transformer.Fit(Features.Without("area", "rooms", "garden"));

        Assert.Equal(["town__town", "remainder__floor"], model.FeatureNames);
        Assert.Equal([0, 1], model.Transform(Features).Row(0));
    }

    [Fact]
    public void Fit_OfATypeThatTheTableDoesNotHave_LeavesTheBlockOut() =>
        Assert.Equal(
            ["n__floor"],
            new ColumnTransformer
            {
                Blocks = [new() { Name = "t", Columns = ColumnSet.Text, Encoder = new OneHotEncoder() }, new() { Name = "n", Columns = ColumnSet.Numbers }],
            }.Fit(Features.Select(["floor"])).FeatureNames);

    [Fact]
    public void Fit_WithManyProblems_ListsThoseOfEveryBlock()
    {
        var transformer = new ColumnTransformer
        {
            Blocks =
            [
                new() { Name = "a", Columns = ColumnSet.Named("area") },
                new() { Name = "b", Columns = ColumnSet.Named("town", "street") },
                new() { Name = "b", Columns = ColumnSet.Named("area"), Encoder = new OneHotEncoder() },
                new() { Name = "c", Columns = ColumnSet.Named("garden"), Encoder = new NumericSelector { AllowMissing = true }, Steps = [new StandardScaler()] },
            ],
        };

        var message = Assert.Throws<ArgumentException>(() => transformer.Fit(Features)).Message;

        Assert.Contains("Block 'a': Column 'area' is null at row 1; a finite number is needed.", message, StringComparison.Ordinal);
        Assert.Contains("Block 'a': Column 'area' is null at row 7", message, StringComparison.Ordinal);
        Assert.Contains("Block 'b': column 'street' is not in the table.", message, StringComparison.Ordinal);
        Assert.Contains("Block 'b': Column 'town' is text", message, StringComparison.Ordinal);
        Assert.Contains("Block 'b': each block needs a name of its own.", message, StringComparison.Ordinal);
        Assert.Contains("Block 'b': Column 'area' holds real numbers", message, StringComparison.Ordinal);
        Assert.Contains("Block 'c': x must be finite. Got NaN at row 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_WithManyProblems_ListsThoseOfEveryBlock()
    {
        var model = Houses.Columns.Fit(Features);
        var rows = new Table([
            Cells.Text("area", "big", "small"), Cells.Longs("rooms", 1, null), Cells.Text("town", "Paris", null), Cells.Longs("floor", 1, 99)]);

        var message = Assert.Throws<ArgumentException>(() => model.Transform(rows)).Message;

        Assert.Contains("Column 'area' is String; the model was trained on Double.", message, StringComparison.Ordinal);
        Assert.Contains("Column 'garden' (Boolean) is missing.", message, StringComparison.Ordinal);
        Assert.Contains("Column 'floor' is '99' at row 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OfAColumnTwoBlocksRead_NamesItOnceWhenMissing()
    {
        var model = new ColumnTransformer
        {
            Blocks = [new() { Name = "a", Columns = ColumnSet.Named("floor") }, new() { Name = "b", Columns = ColumnSet.Named("floor"), Encoder = new OneHotEncoder() }],
        }.Fit(Features);

        var message = Assert.Throws<ArgumentException>(() => model.Transform(Features.Without("floor"))).Message;

        Assert.Equal([new InputColumn("floor", ColumnType.Long)], model.Inputs);
        Assert.Equal("Column 'floor' (Long) is missing. (Parameter 'table')", message);
    }

    [Fact]
    public void Fit_WithoutAnyColumn_IsRefused() =>
        Assert.Throws<ArgumentException>(
            () => new ColumnTransformer { Blocks = [new() { Name = "t", Columns = ColumnSet.Text, Encoder = new OneHotEncoder() }] }.Fit(Features.Select(["floor"])));

    [Fact]
    public void Fit_WithACancelledToken_Stops() =>
        Assert.Throws<OperationCanceledException>(() => Houses.Columns.Fit(Features, new CancellationToken(canceled: true)));
}
