using System.Globalization;
using Reprise.Core.Randomness;
using Reprise.Learning.Neural;

namespace Reprise.Learning.Tests.Neural;

public sealed class NeuralPassTests
{
    public static TheoryData<NeuralActivation, string> Networks
    {
        get
        {
            var data = new TheoryData<NeuralActivation, string>();
            foreach (var activation in Enum.GetValues<NeuralActivation>())
            {
                foreach (var output in Enum.GetValues<NeuralOutput>())
                {
                    data.Add(activation, output.ToString());
                }
            }

            return data;
        }
    }

    /// <summary>The gradient in double is that of finite differences within 1e-6 of its size.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Backward_OnRandomWeights_IsTheSlopeOfTheLoss(NeuralActivation activation, string outputName)
    {
        const double Step = 1e-5;
        const double Penalty = 0.3;
        var output = Enum.Parse<NeuralOutput>(outputName);
        var outputs = output == NeuralOutput.Softmax ? 3 : 1;
        var shape = new NeuralShape([5, 7, 4, outputs], activation, output);
        var rng = new Rng(11);
        var parameters = Random(shape.Parameters, rng);
        var pass = new NeuralPass<double>(shape, 6, 1);
        Random(30, rng).CopyTo(pass.Input, 0);
        double[] targets = [.. Enumerable.Range(0, 6).Select(row => output == NeuralOutput.Softmax ? row % 3 : output == NeuralOutput.Logistic ? row % 2 : rng.NextDouble())];
        var gradient = new double[parameters.Length];

        pass.Forward(parameters, 6);
        pass.Backward(parameters, targets, Penalty, gradient);

        for (var i = 0; i < parameters.Length; i++)
        {
            var slope = (LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step);
            Assert.True(
                Math.Abs(slope - gradient[i]) < 1e-6 * Math.Max(1, Math.Abs(slope)),
                string.Create(CultureInfo.InvariantCulture, $"Parameter {i}: gradient {gradient[i]:R}, slope {slope:R}."));
        }

        double LossAt(int parameter, double change)
        {
            var moved = parameters.ToArray();
            moved[parameter] += change;
            pass.Forward(moved, 6);
            return pass.Loss(moved, targets, Penalty);
        }
    }

    [Fact]
    public void Forward_OfOneUnit_IsTheFormula()
    {
        var shape = new NeuralShape([2, 1], NeuralActivation.Relu, NeuralOutput.Logistic);
        var pass = new NeuralPass<double>(shape, 1, 1);
        (pass.Input[0], pass.Input[1]) = (2, -1);

        pass.Forward([0.5, 0.25, 0.1], 1);

        Assert.Equal(1 / (1 + Math.Exp(-0.85)), pass.Output[0], 1e-15);
        Assert.Equal(-Math.Log(1 / (1 + Math.Exp(-0.85))) + (0.5 * 0.4 * 0.3125), pass.Loss([0.5, 0.25, 0.1], [1.0], 0.4), 1e-12);
    }

    private static double[] Random(int count, Rng rng) => [.. Enumerable.Range(0, count).Select(_ => (2 * rng.NextDouble()) - 1)];
}
