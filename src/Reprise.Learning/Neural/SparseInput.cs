using System.Numerics;
using Reprise.Core.Matrices;
using Reprise.Learning.Sparse;

namespace Reprise.Learning.Neural;

/// <summary>Rows without their zeros; the sums and gradients have the bits of <see cref="DenseInput{T}"/>, the signs of zeros apart.</summary>
internal sealed class SparseInput<T>(int capacity, int columns) : ILayerInput<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int SampleRows = 128;
    private const int FewestColumns = 16;
    private const int MostValues = 1 << 24;     // of a batch; an entry takes more memory than a value
    private const int OneOf = 3;                // from here on the dense product, which reads weights once for six rows, is as fast

    private readonly SparseRows<T> _rows = new(capacity, columns);

    /// <inheritdoc/>
    public int PieceColumns => SparseRows<T>.Panel;

    /// <summary>Whether batches of rows like those of <paramref name="x"/>, of which some are looked at, are faster without their zeros.</summary>
    public static bool Suits(MatrixView x, int capacity)
    {
        if (x.Columns < FewestColumns || (long)capacity * x.Columns > MostValues)
        {
            return false;
        }

        var (rows, others) = (Math.Min(SampleRows, x.Rows), 0L);
        for (var i = 0; i < rows; i++)
        {
            var row = x.Row((int)((long)x.Rows * i / rows));
            others += row.Length - row.Count(0.0);
        }

        return others * OneOf < (long)rows * x.Columns;
    }

    /// <inheritdoc/>
    public void Set(int row, ReadOnlySpan<double> values) => _rows.Set(row, values);

    /// <inheritdoc/>
    public void Multiply(int first, int count, ReadOnlyMemory<T> weights, int units, Memory<T> sums) =>
        SparseProduct.Multiply(_rows, first, count, weights.Span, units, sums.Span);

    /// <inheritdoc/>
    public void Gradient(int column, int count, int rows, ReadOnlyMemory<T> deltas, int units, Memory<T> gradient) =>
        SparseProduct.TransposedMultiply(_rows, rows, column / SparseRows<T>.Panel, deltas.Span, units, gradient.Span);
}
