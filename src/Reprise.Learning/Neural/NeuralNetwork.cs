using Reprise.Core.Matrices;

namespace Reprise.Learning.Neural;

/// <summary>A network with its weights. Immutable; safe to call from many threads.</summary>
internal sealed class NeuralNetwork(NeuralShape shape, float[] parameters)
{
    private const int Chunk = 128;
    private const double LargestSum = 1e30;

    public NeuralShape Shape => shape;

    public ReadOnlySpan<float> Parameters => parameters;

    /// <summary>Writes the sums of the last layer, before its function: rows × outputs. What overflows single precision is cut, what has no value is 0.</summary>
    public void Sums(MatrixView x, Span<double> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outputs = shape.Sizes[^1];
        var pass = new NeuralPass<float>(shape, Math.Min(Chunk, Math.Max(1, x.Rows)), 1);
        for (var start = 0; start < x.Rows; start += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(Chunk, x.Rows - start);
            Convert(x.Values.Slice(start * x.Columns, rows * x.Columns), pass.Input);
            pass.Sums(parameters, rows);
            for (var i = 0; i < rows * outputs; i++)
            {
                var sum = (double)pass.Output[i];
                destination[(start * outputs) + i] = double.IsNaN(sum) ? 0 : Math.Clamp(sum, -LargestSum, LargestSum);
            }
        }
    }

    /// <summary>Rounds to single precision.</summary>
    public static void Convert(ReadOnlySpan<double> from, Span<float> to)
    {
        to = to[..from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    /// <summary>A layer's inputs × units weights.</summary>
    public Matrix Weights(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)shape.Layers, nameof(layer));
        var matrix = new Matrix(shape.Sizes[layer], shape.Sizes[layer + 1]);
        Widen(parameters.AsSpan(shape.Weights(layer)), matrix.Values);
        return matrix;
    }

    /// <summary>A layer's bias per unit.</summary>
    public double[] Biases(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)shape.Layers, nameof(layer));
        var biases = new double[shape.Sizes[layer + 1]];
        Widen(parameters.AsSpan(shape.Biases(layer)), biases);
        return biases;
    }

    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[i];
        }
    }
}
