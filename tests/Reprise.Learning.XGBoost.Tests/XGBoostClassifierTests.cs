using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Explanation;
using Reprise.Native.XGBoost;

namespace Reprise.Learning.XGBoost.Tests;

public sealed class XGBoostClassifierTests
{
    private static readonly XGBoostClassifier Small = new() { Rounds = 12, MaxDepth = 3 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_PredictsAsTheLibraryDoes(int classes)
    {
        Engine.Needed();
        var (x, y) = Sample(classes);

        var probabilities = Small.Fit(x, y, classes).PredictProbabilities(x);

        var expected = OwnPredictions(x, y, classes);
        var actual = classes == 2 ? [.. Enumerable.Range(0, x.Rows).Select(row => probabilities[row, 1])] : probabilities.Values.ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(actual.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.True(expected.Max() - expected.Min() > 0.5);
    }

    [Fact]
    public void Fit_WithAWeightOf0_IsAsWithoutTheRow()
    {
        Engine.Needed();
        var (x, y) = Sample(2);
        var weights = new double[y.Length];
        weights.AsSpan(10).Fill(1.5);

        var weighted = Small.Fit(x, y, 2, weights).PredictProbabilities(x);
        var without = Small.Fit(x.View.Slice(10, x.Rows - 10), y.AsSpan(10), 2, weights.AsSpan(10)).PredictProbabilities(x);

        Assert.Equal(without.Values, weighted.Values);
    }

    [Fact]
    public void Fit_WithAWeightOf2_IsAsWithTheRowTwice()
    {
        Engine.Needed();
        var (x, y) = Sample(2);
        var exact = Small with { Method = XGBoostMethod.Exact };
        int[] twice = [.. Enumerable.Range(0, x.Rows), .. Enumerable.Range(0, 40)];

        var weighted = exact.Fit(x, y, 2, [.. Enumerable.Range(0, x.Rows).Select(row => row < 40 ? 2.0 : 1)]).PredictProbabilities(x);
        var repeated = exact.Fit(x.View.TakeRows(twice), [.. twice.Select(row => y[row])], 2).PredictProbabilities(x);

        Assert.All(weighted.Values.ToArray().Zip(repeated.Values.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void Fit_WithClassWeights_RaisesTheHeavierClass()
    {
        Engine.Needed();
        var (x, y) = Sample(2);

        var even = Small.Fit(x, y, 2).PredictProbabilities(x);
        var heavy = (Small with { ClassWeights = ClassWeights.Of(1, 5) }).Fit(x, y, 2).PredictProbabilities(x);

        Assert.True(Enumerable.Range(0, x.Rows).Average(row => heavy[row, 1]) > Enumerable.Range(0, x.Rows).Average(row => even[row, 1]) + 0.02);
    }

    [Fact]
    public void Fit_WithAMonotoneConstraint_NeverFallsWithTheColumn()
    {
        Engine.Needed();
        var (x, y) = Sample(2);
        var model = (Small with { MonotoneConstraints = [MonotoneConstraint.Increasing, MonotoneConstraint.None, MonotoneConstraint.None] }).Fit(x, y, 2);
        var rows = new Matrix(50, 3);
        for (var row = 0; row < rows.Rows; row++)
        {
            (rows[row, 0], rows[row, 1], rows[row, 2]) = (row / 10.0, 1, 2);
        }

        var probabilities = model.PredictProbabilities(rows);

        Assert.All(Enumerable.Range(1, 49), row => Assert.True(probabilities[row, 1] >= probabilities[row - 1, 1]));
    }

    [Fact]
    public void Fit_GivesAModelThatIsExplainedWithoutTheLibrary()
    {
        Engine.Needed();
        var (x, y) = Sample(2);
        var model = Small.Fit(x, y, 2);
        var (scores, row) = (new double[x.Rows], x.View.TakeRows([5]));
        model.Scores(x, scores);

        Assert.Equal(scores[5], TreeShap.Explain(model, row).Total(0, 0), 1e-9);
        Assert.Equal(1, model.FeatureImportances.ToArray().Sum(), 1e-9);
    }

    [Fact]
    public void Fit_WithAValueBeyond32Bits_NamesTheRow()
    {
        Engine.Needed();
        var (x, y) = Sample(2);
        x[7, 1] = 1e39;

        var error = Assert.Throws<ArgumentException>(() => Small.Fit(x, y, 2));

        Assert.Contains("at row 7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrowthPolicy.LeafWise, 6, null)]
    [InlineData(GrowthPolicy.LevelWise, null, null)]
    [InlineData(GrowthPolicy.LevelWise, 6, 4)]
    public void Fit_ExactWithWhatItDoesNotOffer_SaysSo(GrowthPolicy growth, int? depth, int? leaves)
    {
        var (x, y) = Sample(2);

        var error = Assert.Throws<ArgumentException>(
            () => new XGBoostClassifier { Method = XGBoostMethod.Exact, Growth = growth, MaxDepth = depth, MaxLeaves = leaves }.Fit(x, y, 2));

        Assert.Contains("level by level", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Need_WithoutTheLibrary_SaysHowToInstallIt()
    {
        var error = Assert.Throws<RepriseException>(() => XGBoostEngine.Need(available: false, nameof(XGBoostClassifier)));

        Assert.Contains("apt install libxgboost0", error.Message, StringComparison.Ordinal);
        Assert.Contains("`XGBoostClassifier`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_WithAParameterTheLibraryRefuses_GivesItsFirstLine()
    {
        Engine.Needed();
        using var matrix = new XGBoostMatrix([1, 2, 3], 3, 1);
        matrix.SetLabels([0, 1, 0]);
        using var booster = new XGBoostBooster(matrix);
        booster.SetParameter("objective", "no:such");

        var error = Assert.Throws<XGBoostException>(() => booster.Update(0, matrix));

        Assert.Contains("no:such", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static float[] OwnPredictions(Matrix x, int[] y, int classes)
    {
        using var matrix = new XGBoostMatrix([.. x.Values.ToArray().Select(value => (float)value)], x.Rows, x.Columns);
        matrix.SetLabels([.. y.Select(index => (float)index)]);
        using var booster = new XGBoostBooster(matrix);
        (string, string)[] parameters =
        [
            ("objective", classes == 2 ? "binary:logistic" : "multi:softprob"), ("max_depth", "3"), ("tree_method", "hist"), ("base_score", "0.5"), ("nthread", "1"),
            .. classes == 2 ? Array.Empty<(string, string)>() : [("num_class", classes.ToString(CultureInfo.InvariantCulture))],
        ];
        foreach (var (name, value) in parameters)
        {
            booster.SetParameter(name, value);
        }

        for (var round = 0; round < 12; round++)
        {
            booster.Update(round, matrix);
        }

        return booster.Predict(matrix);
    }

    private static (Matrix X, int[] Y) Sample(int classes)
    {
        var rng = new Rng(8);
        var (x, y) = (new Matrix(300, 3), new int[300]);
        for (var row = 0; row < y.Length; row++)
        {
            (x[row, 0], x[row, 1], x[row, 2]) = (5 * rng.NextDouble(), rng.NextInt32(4), rng.NextInt32(20) == 0 ? double.NaN : rng.NextDouble());
            y[row] = rng.NextInt32(10) == 0 ? rng.NextInt32(classes) : (int)(x[row, 0] + (0.3 * x[row, 1])) % classes;
        }

        return (x, y);
    }
}
