using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Tests.Svm;

public sealed class SvmRegressorTests
{
    private static readonly (Matrix X, double[] Y) Diabetes = Read();

    public static TheoryData<string, SvmRegressor> Machines => new()
    {
        { "rbf", new SvmRegressor() },
        { "linear", new SvmRegressor { Kernel = SvmKernel.Linear } },
        { "poly", new SvmRegressor { Kernel = SvmKernel.Polynomial, Degree = 2, Coef0 = 1, Gamma = SvmGamma.Of(0.1) } },
        { "sigmoid", new SvmRegressor { Kernel = SvmKernel.Sigmoid, Coef0 = 0.5, Gamma = SvmGamma.Of(0.01) } },
    };

    /// <summary>scikit-learn's SVR at tol 1e-9: counts exact, predictions within 1e-5.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Fit_OnDiabetes_GivesTheReferenceMachine(string name, SvmRegressor svm)
    {
        var golden = GoldenSet.Json("diabetes.svm.json").GetProperty(name);

        var model = (svm with { Tolerance = 1e-9 }).Fit(Train(), Diabetes.Y.AsSpan(0, 353));

        Assert.True(model.Converged);
        Assert.Equal(golden.GetProperty("support").GetInt32(), model.SupportIndices.Length);
        Assert.Equal(golden.GetProperty("intercept").GetDouble(), model.Intercept, 1e-5);
        Numbers.Close(golden.GetProperty("pred").Doubles(), model.Predict(Test()), 1e-5);
    }

    [Fact]
    public void Fit_WithWeights_GivesTheReferenceMachine()
    {
        var golden = GoldenSet.Json("diabetes.svm.json").GetProperty("rbf_weighted");
        double[] weights = [.. Enumerable.Range(0, 353).Select(row => row % 3.0)];

        // The reference takes γ from all rows; here a row of weight 0 is as if it were not there, so γ is given.
        var gamma = SvmGamma.Of(new SvmRegressor().Fit(Train(), Diabetes.Y.AsSpan(0, 353)).Gamma);
        var model = new SvmRegressor { Tolerance = 1e-9, Gamma = gamma }.Fit(Train(), Diabetes.Y.AsSpan(0, 353), weights);

        Assert.Equal(golden.GetProperty("support").GetInt32(), model.SupportIndices.Length);
        Numbers.Close(golden.GetProperty("pred").Doubles(), model.Predict(Test()), 1e-5);
    }

    [Fact]
    public void Fit_WithinEpsilon_NeedsNoSupportVectors()
    {
        var model = new SvmRegressor { Epsilon = 10 }.Fit(Train(), Diabetes.Y.AsSpan(0, 353));

        Assert.Equal(0, model.SupportIndices.Length);
        Assert.Single(model.Predict(Test()).Distinct());
    }

    [Fact]
    public void Fit_OnALine_StaysWithinEpsilonOfIt()
    {
        var x = new Matrix(40, 1);
        var y = new double[40];
        for (var row = 0; row < 40; row++)
        {
            x[row, 0] = row / 10.0;
            y[row] = (3 * x[row, 0]) - 1;
        }

        var model = new SvmRegressor { Kernel = SvmKernel.Linear, C = 100, Epsilon = 0.05, Tolerance = 1e-6 }.Fit(x, y);

        Assert.All(model.Predict(x).Zip(y), pair => Assert.Equal(pair.Second, pair.First, 0.0501));
    }

    [Fact]
    public void Fit_WithFarRows_RefusesKernelsThatOverflow()
    {
        var x = new Matrix(4, 1);
        x.Values.Fill(1e30);

        var error = Assert.Throws<ArgumentException>(() => new SvmRegressor { Kernel = SvmKernel.Linear }.Fit(x, [0, 1, 2, 3]));

        Assert.Contains("Scale x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithNegativeEpsilon_NamesIt() =>
        Assert.Contains(
            "`Epsilon` of `SvmRegressor`",
            Assert.Throws<ArgumentOutOfRangeException>(() => new SvmRegressor { Epsilon = -0.1 }.Fit(Train(), Diabetes.Y.AsSpan(0, 353))).Message,
            StringComparison.Ordinal);

    private static Matrix Train() => Diabetes.X.View.TakeRows([.. Enumerable.Range(0, 353)]);

    private static Matrix Test() => Diabetes.X.View.TakeRows([.. Enumerable.Range(353, 89)]);

    private static (Matrix X, double[] Y) Read()
    {
        double[][] cells =
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "diabetes.csv")).Skip(1)
                .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
        ];
        var x = new MatrixView([.. cells.SelectMany(row => row[..^1])], cells.Length, cells[0].Length - 1);
        double[] y = [.. cells.Select(row => row[^1])];
        var target = new StandardScaler().Fit(new MatrixView(y, y.Length, 1)).Transform(new MatrixView(y, y.Length, 1));
        return (new StandardScaler().Fit(x).Transform(x), target.Values.ToArray());
    }
}
