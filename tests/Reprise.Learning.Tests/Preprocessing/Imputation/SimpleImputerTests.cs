using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Imputation;

namespace Reprise.Learning.Tests.Preprocessing.Imputation;

public sealed class SimpleImputerTests
{
    private const double NaN = double.NaN;

    private static readonly Matrix Gaps = Cells.Rows([1, NaN], [NaN, 4], [2, 4], [6, 1], [2, 1]);

    [Theory]
    [InlineData(ImputationStrategy.Mean, 2.75, 2.5)]
    [InlineData(ImputationStrategy.Median, 2, 2.5)]
    [InlineData(ImputationStrategy.MostFrequent, 2, 1)]
    [InlineData(ImputationStrategy.Constant, -9, -9)]
    public void Transform_OfGaps_FillsEachColumn(ImputationStrategy strategy, double first, double second)
    {
        var model = new SimpleImputer { Strategy = strategy, FillValue = -9 }.Fit(Gaps);

        Assert.Equal([1, second, first, 4, 2, 4, 6, 1, 2, 1], model.Transform(Gaps).Values);
    }

    [Fact]
    public void Transform_WithIndicators_AddsAColumnPerColumnWithGapsInTraining()
    {
        var x = Cells.Rows([1, NaN, 3], [NaN, 5, 6], [7, 8, 9]);

        var model = new SimpleImputer { AddIndicators = true }.Fit(x);

        Assert.Equal([0, 1], model.Indicated);
        Assert.Equal(["a", "b", "c", "a_missing", "b_missing"], model.FeatureNames(["a", "b", "c"]));
        Assert.Equal([1, 6.5, 3, 0, 1], model.Transform(x).Row(0));
        Assert.Equal([1, 2, 6, 0, 0], model.Transform(Cells.Rows([1, 2, NaN])).Row(0));
    }

    [Theory]
    [InlineData(ImputationStrategy.Mean)]
    [InlineData(ImputationStrategy.Median)]
    [InlineData(ImputationStrategy.MostFrequent)]
    public void Fit_OfAColumnWithoutValues_IsRefusedUnlessKept(ImputationStrategy strategy)
    {
        var x = Cells.Rows([NaN, 1, NaN], [NaN, 2, NaN]);

        var error = Assert.Throws<ArgumentException>(() => new SimpleImputer { Strategy = strategy }.Fit(x));
        var kept = new SimpleImputer { Strategy = strategy, KeepEmptyColumns = true, FillValue = 3 }.Fit(x);

        Assert.Contains("no value in column 0, 2 of x", error.Message, StringComparison.Ordinal);
        Assert.Equal([3, 1, 3], kept.Transform(x).Row(0));
    }

    [Fact]
    public void Fit_OfConstantForAColumnWithoutValues_FillsIt() =>
        Assert.Equal([0, 0], new SimpleImputer { Strategy = ImputationStrategy.Constant }.Fit(Cells.Rows([NaN], [NaN])).Transform(Cells.Rows([NaN], [NaN])).Values);

    [Fact]
    public void MissingIndicator_OfGaps_MarksThem()
    {
        var model = new MissingIndicator().Fit(Gaps);

        Assert.Equal([0, 1, 1, 0, 0, 0, 0, 0, 0, 0], model.Transform(Gaps).Values);
        Assert.Equal(["a_missing", "b_missing"], ((ITransformerModel)model).FeatureNames(["a", "b"]));
    }
}
