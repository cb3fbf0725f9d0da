using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Neural;

/// <summary>A batch's way through a network and back (Rumelhart, Hinton and Williams 1986), reused from batch to batch.</summary>
/// <remarks>
/// Rows are independent until the gradient, and pieces of the gradient after them: calls for other rows, then for other pieces, may run at the same time.
/// Sums run in one order, so neither the division of the work nor the CPU changes a bit.
/// </remarks>
internal sealed class NeuralPass<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NeuralShape _shape;
    private readonly T[][] _values;
    private readonly T[][] _deltas;
    private readonly ILayerInput<T>[] _inputs;

    /// <param name="shape">The network.</param>
    /// <param name="capacity">Rows of the largest batch.</param>
    /// <param name="sparse">Whether the rows' zeros are left out, which changes the speed and no value.</param>
    /// <param name="learns">Whether there will be a way back.</param>
    public NeuralPass(NeuralShape shape, int capacity, bool sparse, bool learns)
    {
        _shape = shape;
        _values = [.. shape.Sizes.Select((size, layer) => sparse && layer == 0 ? [] : new T[checked(capacity * size)])];
        _deltas = [.. shape.Sizes.Select((size, layer) => !learns || layer == 0 ? [] : new T[capacity * size])];
        _inputs =
        [
            .. Enumerable.Range(0, shape.Layers).Select(layer => sparse && layer == 0
                ? (ILayerInput<T>)new SparseInput<T>(capacity, shape.Sizes[0])
                : new DenseInput<T>(_values[layer], shape.Sizes[layer])),
        ];
        Pieces =
        [
            .. Enumerable.Range(0, shape.Layers).SelectMany(layer => Enumerable
                .Range(0, (shape.Sizes[layer] + _inputs[layer].PieceColumns - 1) / _inputs[layer].PieceColumns)
                .Select(i => i * _inputs[layer].PieceColumns)
                .Select(first => new NeuralPiece(layer, first, Math.Min(_inputs[layer].PieceColumns, shape.Sizes[layer] - first)))
                .Append(new NeuralPiece(layer, 0, 0))),
        ];
    }

    /// <summary>All parameters in pieces.</summary>
    public NeuralPiece[] Pieces { get; }

    /// <summary>What <see cref="Forward"/> gave: rows × outputs.</summary>
    public T[] Output => _values[^1];

    /// <summary>Writes one of the batch's rows.</summary>
    public void Set(int row, ReadOnlySpan<double> values) => _inputs[0].Set(row, values);

    /// <summary>Sums of the last layer, before its function, of rows [<paramref name="first"/>, + <paramref name="count"/>).</summary>
    public void Sums(T[] parameters, int first, int count)
    {
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var units = _shape.Sizes[layer + 1];
            var sums = _values[layer + 1].AsMemory(first * units, count * units);
            _inputs[layer].Multiply(first, count, parameters.AsMemory(_shape.Weights(layer)), units, sums);
            if (layer + 1 < _shape.Layers)
            {
                NeuralFunctions.Activate(sums.Span, parameters.AsSpan(_shape.Biases(layer)), _shape.Activation);
            }
            else
            {
                NeuralFunctions.AddBiases(sums.Span, parameters.AsSpan(_shape.Biases(layer)));
            }
        }
    }

    /// <summary>Outputs of rows [<paramref name="first"/>, + <paramref name="count"/>).</summary>
    public void Forward(T[] parameters, int first, int count)
    {
        Sums(parameters, first, count);
        var outputs = _shape.Sizes[^1];
        var sums = Output.AsSpan(first * outputs, count * outputs);
        if (_shape.Output == NeuralOutput.Logistic)
        {
            NeuralFunctions.Sigmoid(sums);
        }
        else if (_shape.Output == NeuralOutput.Softmax)
        {
            for (var row = 0; row < count; row++)
            {
                NeuralFunctions.Softmax(sums.Slice(row * outputs, outputs));
            }
        }
    }

    /// <summary>The sum of the losses of the batch's rows, penalty apart.</summary>
    /// <param name="targets">A class index or value per row.</param>
    public double Loss(ReadOnlySpan<double> targets)
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

        return sum;
    }

    /// <summary>The sum of the squared weights, biases apart.</summary>
    public double Squares(T[] parameters)
    {
        var squares = 0.0;
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            squares += Square(parameters.AsSpan(_shape.Weights(layer)));
        }

        return squares;
    }

    /// <summary>Takes the slope of the losses of rows [<paramref name="first"/>, + <paramref name="count"/>), which <see cref="Forward"/> has passed, back to the first layer.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="targets">A class index or value per row of the batch.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Rows.</param>
    public void Back(T[] parameters, ReadOnlySpan<double> targets, int first, int count)
    {
        var outputs = _shape.Sizes[^1];
        OutputDeltas(Output.AsSpan(first * outputs, count * outputs), targets.Slice(first, count), _deltas[^1].AsSpan(first * outputs, count * outputs));
        for (var layer = _shape.Layers - 1; layer > 0; layer--)
        {
            var (inputs, units) = (_shape.Sizes[layer], _shape.Sizes[layer + 1]);
            var back = _deltas[layer].AsMemory(first * inputs, count * inputs);
            MatrixProduct.Multiply(
                MatrixOperand.Of<T>(_deltas[layer + 1].AsMemory(first * units, count * units), count, units),
                MatrixOperand.TransposeOf<T>(parameters.AsMemory(_shape.Weights(layer)), inputs, units),
                back,
                inputs);
            NeuralFunctions.Differentiate(back.Span, _values[layer].AsSpan(first * inputs, count * inputs), _shape.Activation);
        }
    }

    /// <summary>Writes the gradient of the mean loss by a piece of the parameters, once <see cref="Back"/> has passed all rows.</summary>
    /// <param name="piece">One of <see cref="Pieces"/>.</param>
    /// <param name="parameters">The weights.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="penalty">Factor of half the squared weights, biases apart, divided by the rows.</param>
    /// <param name="gradient">As long as the parameters; only the piece is written.</param>
    /// <returns>Where the piece stands.</returns>
    public Range Gradient(NeuralPiece piece, T[] parameters, int rows, double penalty, T[] gradient)
    {
        var (layer, units) = (piece.Layer, _shape.Sizes[piece.Layer + 1]);
        var deltas = _deltas[layer + 1].AsMemory(0, rows * units);
        var factor = T.CreateChecked(1.0 / rows);
        if (piece.Count == 0)
        {
            var biases = gradient.AsSpan(_shape.Biases(layer));
            biases.Clear();
            for (var row = 0; row < rows; row++)
            {
                NeuralFunctions.Add<T>(deltas.Span.Slice(row * units, units), biases);
            }

            Mean(biases, biases, T.Zero, factor);
            return _shape.Biases(layer);
        }

        var start = _shape.Weights(layer).Start.Value + (piece.First * units);
        var range = start..(start + (piece.Count * units));
        _inputs[layer].Gradient(piece.First, piece.Count, rows, deltas, units, gradient.AsMemory(range));
        Mean(gradient.AsSpan(range), parameters.AsSpan(range), T.CreateChecked(penalty), factor);
        return range;
    }

    private void OutputDeltas(ReadOnlySpan<T> output, ReadOnlySpan<double> targets, Span<T> deltas)
    {
        var outputs = _shape.Sizes[^1];
        output.CopyTo(deltas);
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
