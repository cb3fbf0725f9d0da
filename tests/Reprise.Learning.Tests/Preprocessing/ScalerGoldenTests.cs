using System.Text.Json;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Powers;

namespace Reprise.Learning.Tests.Preprocessing;

public sealed class ScalerGoldenTests
{
    private const double Tolerance = 1e-12;

    // An unscaled power of λ ≈ 200 multiplies the last digits of the optimum by Σ log x.
    private const double PowerTolerance = 1e-5;
    private const double StandardizedTolerance = 1e-6;

    public static TheoryData<string> SetsWithPower => ["iris", "breast_cancer", "turkish"];

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void StandardScaler_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("StandardScaler");

        var model = new StandardScaler().Fit(set.X);

        Numbers.Close(golden.GetProperty("mean").Doubles(), model.Centres, Tolerance);
        Numbers.Close(golden.GetProperty("scale").Doubles(), model.Scales, Tolerance);
        AssertTransformed(golden, model.Transform(set.X), Tolerance);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void RobustScaler_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("RobustScaler");

        var model = new RobustScaler().Fit(set.X);

        Numbers.Close(golden.GetProperty("center").Doubles(), model.Centres, Tolerance);
        Numbers.Close(golden.GetProperty("scale").Doubles(), model.Scales, Tolerance);
        AssertTransformed(golden, model.Transform(set.X), Tolerance);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void MinMaxScaler_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("MinMaxScaler");

        var model = new MinMaxScaler().Fit(set.X);

        Numbers.Close(golden.GetProperty("scale").Doubles(), model.Factors, Tolerance);
        AssertTransformed(golden, model.Transform(set.X), Tolerance);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void MaxAbsScaler_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = GoldenSet.Family(name, "features").GetProperty("MaxAbsScaler");

        var model = new MaxAbsScaler().Fit(set.X);

        double[] expected = [.. golden.GetProperty("max_abs").Doubles().Select(scale => scale == 0 ? 1 : scale)];
        Numbers.Close(expected, model.Scales, Tolerance);
        AssertTransformed(golden, model.Transform(set.X), Tolerance);
    }

    [Theory]
    [MemberData(nameof(GoldenSet.Names), MemberType = typeof(GoldenSet))]
    public void Normalizer_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = GoldenSet.Family(name, "features").GetProperty("Normalizer_l2");

        AssertTransformed(golden, new Normalizer().Fit(set.X).Transform(set.X), Tolerance);
    }

    [Theory]
    [MemberData(nameof(SetsWithPower))]
    public void PowerTransformer_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("PowerTransformer_yeo_johnson");

        var model = new PowerTransformer().Fit(set.X);

        AssertLambdas(golden.GetProperty("lambdas").Doubles(), model, set.X);
        Numbers.Close(golden.GetProperty("inner_mean").Doubles(), model.Centres, PowerTolerance);
        Numbers.Close(golden.GetProperty("inner_scale").Doubles(), model.Scales, PowerTolerance);
        AssertTransformed(golden, model.Transform(set.X), StandardizedTolerance);
    }

    [Theory]
    [MemberData(nameof(SetsWithPower))]
    public void PowerTransformer_WithoutStandardisation_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("PowerTransformer_yeo_johnson_nostd");

        var model = new PowerTransformer { Standardize = false }.Fit(set.X);

        AssertLambdas(golden.GetProperty("lambdas").Doubles(), model, set.X);
        AssertTransformed(golden, model.Transform(set.X), PowerTolerance);
    }

    [Theory]
    [MemberData(nameof(SetsWithPower))]
    public void PowerThenRobust_OnReferenceData_GivesReferenceValues(string name)
    {
        var set = GoldenSet.Load(name);
        var golden = set.Values.GetProperty("seed_preprocess_PT_then_Robust");

        var powered = new PowerTransformer().Fit(set.X).Transform(set.X);
        var model = new RobustScaler().Fit(powered);

        Numbers.Close(golden.GetProperty("center").Doubles(), model.Centres, StandardizedTolerance);
        Numbers.Close(golden.GetProperty("scale").Doubles(), model.Scales, StandardizedTolerance);
        AssertTransformed(golden, model.Transform(powered), StandardizedTolerance);
    }

    /// <summary>λ within 1e-4 of the reference, or one that is at least as likely.</summary>
    private static void AssertLambdas(double[] expected, PowerTransformerModel model, MatrixView x)
    {
        var column = new double[x.Rows];
        var scratch = new double[x.Rows];
        for (var i = 0; i < expected.Length; i++)
        {
            x.CopyColumn(i, column);
            var jacobian = YeoJohnson.LogJacobian(column);
            var ours = YeoJohnson.NegativeLogLikelihood(column, jacobian, model.Lambdas[i], scratch);
            var theirs = YeoJohnson.NegativeLogLikelihood(column, jacobian, expected[i], scratch);
            Assert.True(
                Math.Abs(model.Lambdas[i] - expected[i]) <= 1e-4 * Math.Abs(expected[i]) || ours < theirs,
                $"λ of column {i} is {model.Lambdas[i]} (−log L {ours}), the reference {expected[i]} ({theirs}).");
        }
    }

    private static void AssertTransformed(JsonElement golden, Matrix actual, double tolerance)
    {
        var rows = golden.GetProperty("transformed_first_rows").Matrix();
        Numbers.Close(rows.Values, actual.Values[..rows.Values.Length], tolerance);
        var (means, deviations, sum) = (new double[actual.Columns], new double[actual.Columns], 0.0);
        var column = new double[actual.Rows];
        for (var i = 0; i < actual.Columns; i++)
        {
            actual.View.CopyColumn(i, column);
            means[i] = column.Average();
            deviations[i] = Math.Sqrt(column.Average(value => (value - means[i]) * (value - means[i])));
            sum += column.Sum(Math.Abs);
        }

        Numbers.Close(golden.GetProperty("transformed_col_mean").Doubles(), means, tolerance);
        Numbers.Close(golden.GetProperty("transformed_col_std").Doubles(), deviations, tolerance);
        Numbers.Close([golden.GetProperty("transformed_abs_sum").GetDouble()], [sum], tolerance);
    }
}
