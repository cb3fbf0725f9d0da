using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Trees;

public sealed class DecisionTreeRegressorTests
{
    [Fact]
    public void Fit_WithoutLimits_GivesEachDistinctRowItsTarget()
    {
        var (x, y) = Steps(80, 0.1);

        Assert.Equal(y, new DecisionTreeRegressor().Fit(x, y).Predict(x));
    }

    [Fact]
    public void Fit_OnTargetsFarFromZero_FindsTheSameCuts()
    {
        var (x, y) = Steps(60, 1);
        double[] far = Array.ConvertAll(y, value => value + 1e9);
        var tree = new DecisionTreeRegressor { MaxDepth = 3 };

        Assert.Equal(tree.Fit(x, y).Tree.Nodes.ToArray(), tree.Fit(x, far).Tree.Nodes.ToArray());
    }

    [Fact]
    public void Fit_WithMaxLeafNodes_HasThatManyLeavesAndTheGreatestStepFirst()
    {
        var x = new Matrix(4, 1);
        (x[1, 0], x[2, 0], x[3, 0]) = (1, 2, 3);

        var model = new DecisionTreeRegressor { MaxLeafNodes = 3 }.Fit(x, [0, 1, 10, 30]);

        Assert.Equal(3, model.LeafCount);
        Assert.Equal([0.5, 0.5, 10, 30], model.Predict(x));
    }

    [Fact]
    public void Fit_OnTargetsWhoseSquaresAreInfinite_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new DecisionTreeRegressor().Fit(new Matrix(2, 1), [1e200, 0]));

        Assert.Contains("1e150", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OfOutOfBagWithoutBootstrap_SaysWhatItNeeds()
    {
        var error = Assert.Throws<ArgumentException>(() => new ExtraTreesRegressor { OutOfBag = true }.Fit(new Matrix(2, 1), [1, 0]));

        Assert.Contains("`OutOfBag` of `ExtraTreesRegressor` needs `Bootstrap`", error.Message, StringComparison.Ordinal);
    }

    private static (Matrix X, double[] Y) Steps(int rows, double unit)
    {
        var x = new Matrix(rows, 2);
        var y = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            (x[row, 0], x[row, 1]) = (row * 37 % rows, row * row % 7);
            y[row] = unit * ((row * 37 % rows / 8) + (row * row % 7));
        }

        return (x, y);
    }
}
