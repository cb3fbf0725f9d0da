using Reprise.Learning.Neural;

namespace Reprise.Learning.Tests.Neural;

public sealed class NeuralStepperTests
{
    /// <summary>Adam's first step is the rate in the gradient's direction, whatever its size (Kingma and Ba 2015, section 2.1).</summary>
    [Fact]
    public void Step_OfAdam_BeginsWithTheRateAndFollowsTheRule()
    {
        var stepper = new NeuralStepper(Settings(NeuralSolver.Adam), 10);
        float[] weights = [.. Enumerable.Repeat(1f, 10)];
        float[] gradient = [.. Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? 1 : -1) * (i + 1f))];

        Step(stepper, weights, gradient);

        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(i % 2 == 0 ? 0.9f : 1.1f, weights[i], 1e-5f));

        Step(stepper, weights, new float[10]);
        var (m, v) = (0.1 * 0.9, 0.001 * 0.999);           // both moments of a gradient of 1, then 0
        var step = 0.1 * (m / (1 - 0.81)) / Math.Sqrt(v / (1 - (0.999 * 0.999)));
        Assert.Equal(0.9 - step, weights[0], 1e-5);
    }

    [Theory]
    [InlineData(false, 0.8f, 0.52f)]
    [InlineData(true, 0.62f, 0.268f)]
    public void Step_OfSgd_KeepsMomentum(bool nesterov, float first, float second)
    {
        var stepper = new NeuralStepper(Settings(NeuralSolver.Sgd) with { Nesterov = nesterov }, 1);
        float[] weights = [1];

        Step(stepper, weights, [2]);                         // velocity −0.2
        Assert.Equal(first, weights[0], 1e-6f);

        Step(stepper, weights, [1]);                         // velocity −0.28
        Assert.Equal(second, weights[0], 1e-6f);
    }

    [Fact]
    public void Rate_BySchedule_FallsAsSaid()
    {
        var constant = new NeuralStepper(Settings(NeuralSolver.Sgd), 1);
        var scaled = new NeuralStepper(Settings(NeuralSolver.Sgd) with { Schedule = LearningRateSchedule.InverseScaling }, 1);
        var adaptive = new NeuralStepper(Settings(NeuralSolver.Sgd) with { Schedule = LearningRateSchedule.Adaptive }, 1);
        constant.EndEpoch(99);
        scaled.EndEpoch(99);

        Assert.Equal(0.1, constant.Rate);
        Assert.False(constant.SlowDown());
        Assert.Equal(0.01, scaled.Rate, 1e-15);
        var times = 0;
        for (; adaptive.SlowDown(); times++)
        {
        }

        Assert.Equal(8, times);                             // 0.1 ÷ 5⁸ is the first rate not above 1e-6
    }

    /// <summary>Parts move as the whole does.</summary>
    [Theory]
    [InlineData(NeuralSolver.Adam)]
    [InlineData(NeuralSolver.Sgd)]
    public void Step_InParts_IsTheWholeStep(NeuralSolver solver)
    {
        float[] whole = [.. Enumerable.Range(0, 29).Select(i => (i * 0.37f) - 5)];
        float[] parts = [.. whole];
        float[] gradient = [.. Enumerable.Range(0, 29).Select(i => MathF.Sqrt(i) - 2)];
        var (first, second) = (new NeuralStepper(Settings(solver), 29), new NeuralStepper(Settings(solver), 29));

        for (var i = 0; i < 3; i++)
        {
            Step(first, whole, gradient);
            second.Begin();
            foreach (var range in (Range[])[20..29, 0..3, 3..20])
            {
                second.Step(parts, gradient, range);
            }
        }

        Assert.Equal(whole, parts);
    }

    private static void Step(NeuralStepper stepper, float[] weights, float[] gradient)
    {
        stepper.Begin();
        stepper.Step(weights, gradient, ..);
    }

    internal static MlpSettings Settings(NeuralSolver solver) => new()
    {
        HiddenLayers = [3],
        Activation = NeuralActivation.Relu,
        Solver = solver,
        Alpha = 0,
        BatchSize = null,
        LearningRate = 0.1,
        Schedule = LearningRateSchedule.Constant,
        PowerT = 0.5,
        Momentum = 0.9,
        Nesterov = true,
        Beta1 = 0.9,
        Beta2 = 0.999,
        Epsilon = 1e-8,
        MaxEpochs = 1,
        Shuffle = true,
        Tolerance = 0,
        Patience = 1,
        EarlyStopping = false,
        ValidationFraction = 0.1,
        Seed = 0,
        MaxWorkers = 1,
    };
}
