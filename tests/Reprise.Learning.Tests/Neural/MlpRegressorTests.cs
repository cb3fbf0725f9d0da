using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Neural;

namespace Reprise.Learning.Tests.Neural;

public sealed class MlpRegressorTests
{
    [Theory]
    [InlineData(NeuralSolver.Adam, LearningRateSchedule.Constant, 0.02)]
    [InlineData(NeuralSolver.Sgd, LearningRateSchedule.Adaptive, 0.1)]
    public void Fit_OnACurve_FollowsIt(NeuralSolver solver, LearningRateSchedule schedule, double rate)
    {
        var (x, y) = Curve();

        var model = new MlpRegressor
        {
            HiddenLayers = [30], Activation = NeuralActivation.Tanh, Solver = solver, Schedule = schedule, LearningRate = rate, MaxEpochs = 1000, Tolerance = 1e-7, Patience = 50,
        }.Fit(x, y);

        var error = model.Predict(x).Zip(y).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        Assert.True(error < 0.05, $"Mean squared error {error}.");
    }

    /// <summary>Without hidden layers it is a linear model: on a line it finds slope and constant.</summary>
    [Fact]
    public void Fit_WithoutHiddenLayersOnALine_FindsIt()
    {
        var x = new Matrix(50, 1);
        var y = new double[50];
        for (var row = 0; row < 50; row++)
        {
            x[row, 0] = (row / 25.0) - 1;
            y[row] = (3 * x[row, 0]) - 1;
        }

        var model = new MlpRegressor { HiddenLayers = [], LearningRate = 0.05, MaxEpochs = 2000, Alpha = 0, Tolerance = 0, Patience = 100 }.Fit(x, y);

        Assert.Equal(3, model.Weights(0)[0, 0], 1e-3);
        Assert.Equal(-1, model.Biases(0)[0], 1e-3);
    }

    [Fact]
    public void Fit_WithEarlyStopping_ScoresHeldOutRows()
    {
        var (x, y) = Curve();

        var model = new MlpRegressor { HiddenLayers = [30], EarlyStopping = true, LearningRate = 0.02, ValidationFraction = 0.2, Patience = 20 }.Fit(x, y);

        Assert.Equal(model.LossCurve.Length, model.ValidationScores.Length);
        Assert.InRange(model.ValidationScores.ToArray().Max(), 0.8, 1);
    }

    [Fact]
    public void Fit_WithARateThatDiverges_SaysWhatToDo()
    {
        var (x, y) = Curve();
        var network = new MlpRegressor { Solver = NeuralSolver.Sgd, LearningRate = 1e6, Activation = NeuralActivation.Identity };

        Assert.Contains("lower `LearningRate`", Assert.Throws<ArgumentException>(() => network.Fit(x, y)).Message, StringComparison.Ordinal);
    }

    private static (Matrix X, double[] Y) Curve()
    {
        var x = new Matrix(120, 1);
        var y = new double[120];
        for (var row = 0; row < 120; row++)
        {
            x[row, 0] = (row - 60) / 20.0;
            y[row] = Math.Sin(2 * x[row, 0]);
        }

        return (x, y);
    }
}
