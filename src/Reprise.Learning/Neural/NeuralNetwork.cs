using System.Runtime.CompilerServices;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Neural;

/// <summary>A network with its weights. Immutable; safe to call from many threads.</summary>
internal sealed class NeuralNetwork(NeuralShape shape, float[] parameters)
{
    private const int Chunk = 128;
    private const int PieceRows = 1024;         // rows worth a thread
    private const int WorthCounting = 32;       // rows; for fewer, zeros are not looked for
    private const int FiniteRows = 8;           // looked at together, just before they are read again
    private const double LargestSum = 1e30;

    public NeuralShape Shape => shape;

    public ReadOnlySpan<float> Parameters => parameters;

    /// <summary>Writes the sums of the last layer, before its function: rows × outputs. What overflows single precision is cut, what has no value is 0.</summary>
    /// <remarks>Thousands of rows are divided among the workers; each row's sums are those it has alone.</remarks>
    /// <param name="x">The rows.</param>
    /// <param name="destination">The sums.</param>
    /// <param name="workers">Most threads; null for one per processor.</param>
    /// <param name="cancellationToken">Looked at between chunks of rows.</param>
    /// <exception cref="ArgumentException">A value of <paramref name="x"/> is not finite.</exception>
    public void Sums(MatrixView x, Span<double> destination, int? workers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sparse = x.Rows >= WorthCounting && SparseInput<float>.Suits(x, Chunk);
        if (x.Rows < 2 * PieceRows || (workers ?? Environment.ProcessorCount) == 1)
        {
            Sums(x, 0, x.Rows, sparse, destination, cancellationToken);
            return;
        }

        var outputs = shape.Sizes[^1];
        var sums = new double[x.Rows * outputs];
        try
        {
            Workers.Run(
                (x.Rows + PieceRows - 1) / PieceRows,
                workers,
                piece =>
                {
                    var rows = Math.Min(PieceRows, x.Rows - (piece * PieceRows));
                    Sums(x, piece * PieceRows, rows, sparse, sums.AsSpan(piece * PieceRows * outputs, rows * outputs), cancellationToken);
                },
                cancellationToken);
        }
        catch (ArgumentException)
        {
            Require.Finite(x);      // names the first row that is wrong, not the first that was found
            throw;
        }

        sums.CopyTo(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sums(MatrixView x, int first, int count, bool sparse, Span<double> destination, CancellationToken cancellationToken)
    {
        var outputs = shape.Sizes[^1];
        var pass = new NeuralPass<float>(shape, Math.Clamp(count, 1, Chunk), sparse, learns: false);
        for (var start = 0; start < count; start += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(Chunk, count - start);
            for (var row = 0; row < rows; row++)
            {
                var at = first + start + row;
                if (row % FiniteRows == 0)
                {
                    Require.Finite(x.Slice(at, Math.Min(FiniteRows, rows - row)), at);
                }

                pass.Set(row, x.Row(at));
            }

            pass.Sums(parameters, 0, rows);
            for (var i = 0; i < rows * outputs; i++)
            {
                var sum = (double)pass.Output[i];
                destination[(start * outputs) + i] = double.IsNaN(sum) ? 0 : Math.Clamp(sum, -LargestSum, LargestSum);
            }
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
