using System.Globalization;
using System.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Neural;
using Reprise.Learning.Tests.Sparse;

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
    public void Gradient_OnRandomWeights_IsTheSlopeOfTheLoss(NeuralActivation activation, string outputName)
    {
        const double Step = 1e-5;
        const double Penalty = 0.3;
        var output = Enum.Parse<NeuralOutput>(outputName);
        var outputs = output == NeuralOutput.Softmax ? 3 : 1;
        var shape = new NeuralShape([5, 7, 4, outputs], activation, output);
        var rng = new Rng(11);
        var parameters = Random(shape.Parameters, rng);
        var pass = new NeuralPass<double>(shape, 6, sparse: false, learns: true);
        Fill(pass, Random(30, rng), 5);
        double[] targets = [.. Enumerable.Range(0, 6).Select(row => output == NeuralOutput.Softmax ? row % 3 : output == NeuralOutput.Logistic ? row % 2 : rng.NextDouble())];
        var gradient = new double[parameters.Length];

        pass.Forward(parameters, 0, 6);
        pass.Back(parameters, targets, 0, 6);
        foreach (var piece in pass.Pieces)
        {
            pass.Gradient(piece, parameters, 6, Penalty, gradient);
        }

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
            pass.Forward(moved, 0, 6);
            return (pass.Loss(targets) + (Penalty * pass.Squares(moved) / 2)) / 6;
        }
    }

    [Fact]
    public void Forward_OfOneUnit_IsTheFormula()
    {
        var shape = new NeuralShape([2, 1], NeuralActivation.Relu, NeuralOutput.Logistic);
        var pass = new NeuralPass<double>(shape, 1, sparse: false, learns: false);
        pass.Set(0, [2, -1]);

        pass.Forward([0.5, 0.25, 0.1], 0, 1);

        Assert.Equal(1 / (1 + Math.Exp(-0.85)), pass.Output[0], 1e-15);
        Assert.Equal(-Math.Log(1 / (1 + Math.Exp(-0.85))), pass.Loss([1.0]), 1e-12);
        Assert.Equal(0.3125, pass.Squares([0.5, 0.25, 0.1]));
    }

    /// <summary>A batch of 259 rows, more than a part of a sum holds, in blocks here and whole there; rows and columns of zeros, and rows without any, among them.</summary>
    [Theory]
    [InlineData(70, 1)]
    [InlineData(70, 100)]
    [InlineData(300, 37)]
    [InlineData(1, 5)]
    public void Gradient_WithoutZeros_IsThatOfAllValues(int columns, int units)
    {
        const int Rows = 259;
        var shape = new NeuralShape([columns, units, 3], NeuralActivation.Relu, NeuralOutput.Softmax);
        var rng = new Rng(5);
        float[] parameters = [.. Random(shape.Parameters, rng).Select(value => (float)value)];
        var rows = SparseProductTests.Rows(Rows, columns, rng);
        double[] targets = [.. Enumerable.Range(0, Rows).Select(row => (double)(row % 3))];

        var whole = Gradient(sparse: false, [Rows]);
        var parts = Gradient(sparse: true, [6, 100, 200, Rows]);

        Assert.Equal(whole, parts);

        float[] Gradient(bool sparse, int[] ends)
        {
            var pass = new NeuralPass<float>(shape, Rows, sparse, learns: true);
            Fill(pass, rows, columns);
            for (var (i, start) = (0, 0); i < ends.Length; (start, i) = (ends[i], i + 1))
            {
                pass.Forward(parameters, start, ends[i] - start);
                pass.Back(parameters, targets, start, ends[i] - start);
            }

            float[] gradient = [.. Enumerable.Repeat(float.NaN, parameters.Length)];
            var covered = pass.Pieces.Sum(piece => pass.Gradient(piece, parameters, Rows, 0.3, gradient).GetOffsetAndLength(gradient.Length).Length);
            Assert.Equal(parameters.Length, covered);
            return [.. gradient, pass.Output[0], (float)pass.Loss(targets)];
        }
    }

    private static void Fill<T>(NeuralPass<T> pass, double[] rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < rows.Length / columns; row++)
        {
            pass.Set(row, rows.AsSpan(row * columns, columns));
        }
    }

    private static double[] Random(int count, Rng rng) => [.. Enumerable.Range(0, count).Select(_ => (2 * rng.NextDouble()) - 1)];
}
