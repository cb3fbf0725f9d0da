using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Neural;

/// <summary>A batch's way through a network and back (Rumelhart, Hinton and Williams 1986). Reused from batch to batch; not thread-safe.</summary>
/// <remarks>Sums run in one order, so neither the workers nor the CPU change a bit.</remarks>
internal sealed class NeuralPass<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NeuralShape _shape;
    private readonly int _workers;
    private readonly T[][] _values;
    private readonly int _capacity;
    private T[][]? _deltas;

    /// <param name="shape">The network.</param>
    /// <param name="capacity">Rows of the largest batch.</param>
    /// <param name="workers">Most threads used.</param>
    public NeuralPass(NeuralShape shape, int capacity, int workers)
    {
        (_shape, _workers, _capacity) = (shape, workers, capacity);
        _values = Array.ConvertAll(shape.Sizes, size => new T[checked(capacity * size)]);
    }

    /// <summary>The batch's rows, to be written before <see cref="Forward"/>.</summary>
    public T[] Input => _values[0];

    /// <summary>What <see cref="Forward"/> gave: rows × outputs.</summary>
    public T[] Output => _values[^1];

    /// <summary>Sums of the last layer, before its function.</summary>
    public void Sums(T[] parameters, int rows)
    {
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var (inputs, units) = (_shape.Sizes[layer], _shape.Sizes[layer + 1]);
            MatrixProduct.Multiply(
                MatrixOperand.Of<T>(_values[layer].AsMemory(0, rows * inputs), rows, inputs),
                MatrixOperand.Of<T>(parameters.AsMemory(_shape.Weights(layer)), inputs, units),
                _values[layer + 1].AsMemory(0, rows * units),
                units,
                workers: _workers);
            var sums = _values[layer + 1].AsSpan(0, rows * units);
            if (layer + 1 < _shape.Layers)
            {
                NeuralFunctions.Activate(sums, parameters.AsSpan(_shape.Biases(layer)), _shape.Activation);
            }
            else
            {
                NeuralFunctions.AddBiases(sums, parameters.AsSpan(_shape.Biases(layer)));
            }
        }
    }

    /// <summary>Outputs of the first rows of <see cref="Input"/>.</summary>
    public void Forward(T[] parameters, int rows)
    {
        Sums(parameters, rows);
        var outputs = _shape.Sizes[^1];
        var sums = Output.AsSpan(0, rows * outputs);
        if (_shape.Output == NeuralOutput.Logistic)
        {
            NeuralFunctions.Sigmoid(sums);
        }
        else if (_shape.Output == NeuralOutput.Softmax)
        {
            for (var row = 0; row < rows; row++)
            {
                NeuralFunctions.Softmax(sums.Slice(row * outputs, outputs));
            }
        }
    }

    /// <summary>The mean loss of the batch just sent through, penalty included.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="targets">A class index or value per row.</param>
    /// <param name="penalty">Factor of half the squared weights, biases apart, divided by the rows.</param>
    public double Loss(T[] parameters, ReadOnlySpan<double> targets, double penalty)
    {
        var (outputs, sum) = (_shape.Sizes[^1], 0.0);
        var least = double.CreateChecked(T.BitIncrement(T.One) - T.One);        // as in scikit-learn: no log of less than the precision
        for (var row = 0; row < targets.Length; row++)
        {
            switch (_shape.Output)
            {
                case NeuralOutput.Identity:
                    var error = double.CreateChecked(Output[row]) - targets[row];
                    sum += error * error / 2;
                    break;
                case NeuralOutput.Logistic:
                    var second = double.CreateChecked(Output[row]);
                    sum -= Log(targets[row] > 0 ? second : 1 - second, least);
                    break;
                default:
                    sum -= Log(double.CreateChecked(Output[(row * outputs) + (int)targets[row]]), least);
                    break;
            }
        }

        var squares = 0.0;
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            squares += Square(parameters.AsSpan(_shape.Weights(layer)));
        }

        return (sum + (penalty * squares / 2)) / targets.Length;
    }

    /// <summary>The gradient of <see cref="Loss"/> by every parameter.</summary>
    public void Backward(T[] parameters, ReadOnlySpan<double> targets, double penalty, T[] gradient)
    {
        var rows = targets.Length;
        var back = _deltas ??= [.. _shape.Sizes.Select((size, layer) => layer == 0 ? [] : new T[_capacity * size])];
        OutputDeltas(back[^1].AsSpan(0, rows * _shape.Sizes[^1]), targets);
        for (var layer = _shape.Layers - 1; layer >= 0; layer--)
        {
            var (inputs, units) = (_shape.Sizes[layer], _shape.Sizes[layer + 1]);
            var deltas = MatrixOperand.Of<T>(back[layer + 1].AsMemory(0, rows * units), rows, units);
            MatrixProduct.Multiply(
                MatrixOperand.TransposeOf<T>(_values[layer].AsMemory(0, rows * inputs), rows, inputs),
                deltas,
                gradient.AsMemory(_shape.Weights(layer)),
                units,
                workers: _workers);
            Mean(gradient.AsSpan(_shape.Weights(layer)), parameters.AsSpan(_shape.Weights(layer)), T.CreateChecked(penalty), T.CreateChecked(1.0 / rows));
            var biases = gradient.AsSpan(_shape.Biases(layer));
            biases.Clear();
            for (var row = 0; row < rows; row++)
            {
                NeuralFunctions.Add<T>(back[layer + 1].AsSpan(row * units, units), biases);
            }

            Mean(biases, biases, T.Zero, T.CreateChecked(1.0 / rows));
            if (layer > 0)
            {
                MatrixProduct.Multiply(
                    deltas, MatrixOperand.TransposeOf<T>(parameters.AsMemory(_shape.Weights(layer)), inputs, units), back[layer].AsMemory(0, rows * inputs), inputs, workers: _workers);
                NeuralFunctions.Differentiate(back[layer].AsSpan(0, rows * inputs), _values[layer], _shape.Activation);
            }
        }
    }

    private void OutputDeltas(Span<T> deltas, ReadOnlySpan<double> targets)
    {
        var outputs = _shape.Sizes[^1];
        Output.AsSpan(0, deltas.Length).CopyTo(deltas);
        for (var row = 0; row < targets.Length; row++)
        {
            if (_shape.Output == NeuralOutput.Softmax)
            {
                deltas[(row * outputs) + (int)targets[row]] -= T.One;
            }
            else
            {
                deltas[row] -= T.CreateTruncating(targets[row]);
            }
        }
    }

    /// <summary>(gradient + penalty · weight) · factor.</summary>
    private static void Mean(Span<T> gradient, ReadOnlySpan<T> weights, T penalty, T factor)
    {
        var g = MemoryMarshal.Cast<T, Vector256<T>>(gradient);
        var w = MemoryMarshal.Cast<T, Vector256<T>>(weights[..gradient.Length])[..g.Length];
        var (vp, vf) = (Vector256.Create(penalty), Vector256.Create(factor));
        for (var i = 0; i < g.Length; i++)
        {
            g[i] = (g[i] + (vp * w[i])) * vf;
        }

        for (var i = g.Length * Vector256<T>.Count; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] + (penalty * weights[i])) * factor;
        }
    }

    private static double Square(ReadOnlySpan<T> values) =>
        typeof(T) == typeof(float)
            ? Vectors.Dot(MemoryMarshal.Cast<T, float>(values), MemoryMarshal.Cast<T, float>(values))
            : Vectors.Dot(MemoryMarshal.Cast<T, double>(values), MemoryMarshal.Cast<T, double>(values));

    private static double Log(double probability, double least) => PortableMath.Log(probability < least ? least : probability > 1 - least ? 1 - least : probability);
}
