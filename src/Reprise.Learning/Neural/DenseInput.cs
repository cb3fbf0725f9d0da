using System.Numerics;
using System.Runtime.CompilerServices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Neural;

/// <summary>Rows as they are.</summary>
/// <param name="rows">The rows, one after the other.</param>
/// <param name="width">Values of a row.</param>
internal sealed class DenseInput<T>(T[] rows, int width) : ILayerInput<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int PieceColumns => 96;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(int row, ReadOnlySpan<double> values)
    {
        var target = rows.AsSpan(row * width, width);
        values = values[..target.Length];
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = T.CreateTruncating(values[i]);
        }
    }

    /// <inheritdoc/>
    public void Multiply(int first, int count, ReadOnlyMemory<T> weights, int units, Memory<T> sums) =>
        MatrixProduct.Multiply(MatrixOperand.Of<T>(rows.AsMemory(first * width, count * width), count, width), MatrixOperand.Of(weights, width, units), sums, units);

    /// <inheritdoc/>
    public void Gradient(int column, int columns, int rowCount, ReadOnlyMemory<T> deltas, int units, Memory<T> gradient)
    {
        var transpose = new MatrixOperand<T>(rows.AsMemory(column, ((rowCount - 1) * width) + columns), columns, rowCount, width, Transposed: true);
        MatrixProduct.Multiply(transpose, MatrixOperand.Of(deltas, rowCount, units), gradient, units);
    }
}
