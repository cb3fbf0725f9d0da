using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing.Features;

namespace Reprise.Learning.Tests.Preprocessing.Features;

public sealed class FunctionTransformerTests
{
    [Theory]
    [InlineData(NamedFunction.Identity, 2.5, 2.5, "x")]
    [InlineData(NamedFunction.LogOnePlus, 2.5, 1.252762968495368, "log1p(x)")]
    [InlineData(NamedFunction.Log, 2.5, 0.9162907318741551, "log(x)")]
    [InlineData(NamedFunction.SquareRoot, 2.5, 1.5811388300841898, "sqrt(x)")]
    [InlineData(NamedFunction.Square, -2.5, 6.25, "square(x)")]
    [InlineData(NamedFunction.Reciprocal, -2.5, -0.4, "reciprocal(x)")]
    [InlineData(NamedFunction.Absolute, -2.5, 2.5, "abs(x)")]
    [InlineData(NamedFunction.Exp, 2.5, 12.182493960703473, "exp(x)")]
    [InlineData(NamedFunction.Sin, 2.5, 0.5984721441039564, "sin(x)")]
    [InlineData(NamedFunction.Cos, 2.5, -0.8011436155469337, "cos(x)")]
    public void Transform_OfAValue_AppliesTheFunction(NamedFunction function, double value, double expected, string name)
    {
        var x = Cells.Rows([value]);

        var model = new FunctionTransformer { Function = function }.Fit(x);

        Assert.Equal(expected, model.Transform(x)[0, 0], 1e-14);
        Assert.Equal([name], model.FeatureNames(["x"]));
    }

    [Theory]
    [InlineData(NamedFunction.LogOnePlus, -1, "above -1")]
    [InlineData(NamedFunction.Log, 0, "above 0")]
    [InlineData(NamedFunction.SquareRoot, -0.5, "at least 0")]
    [InlineData(NamedFunction.Reciprocal, 0, "other than 0")]
    [InlineData(NamedFunction.Cos, 1e9, "an angle")]
    public void Fit_OfAValueOutsideTheDomain_NamesItsPlace(NamedFunction function, double value, string rule)
    {
        var x = new Matrix(2, 2);
        x.Values.Fill(1);
        x[1, 0] = value;

        var message = Assert.Throws<ArgumentException>(() => new FunctionTransformer { Function = function }.Fit(x)).Message;

        Assert.Contains(rule, message, StringComparison.Ordinal);
        Assert.Contains("row 1, column 0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_WithLimits_CutsFirst()
    {
        var x = Cells.Rows([-5, 0.5, 9]);

        Assert.Equal([0, 0.5, 2], new FunctionTransformer { Minimum = 0, Maximum = 2 }.Fit(x).Transform(x).Values);
    }

    [Fact]
    public void Fit_WithTheMaximumBelowTheMinimum_NamesIt() =>
        Assert.Contains(
            "`Maximum` of `FunctionTransformer` must be in [2, ∞)",
            Assert.Throws<ArgumentOutOfRangeException>(() => new FunctionTransformer { Minimum = 2, Maximum = 1 }.Fit(new Matrix(1, 1))).Message,
            StringComparison.Ordinal);
}
