using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>A row-major matrix, or its transpose, as a factor of a product.</summary>
/// <param name="Values">The values; row r of the stored matrix begins at r · <paramref name="Stride"/>.</param>
/// <param name="Rows">Rows of the factor, after transposition.</param>
/// <param name="Columns">Columns of the factor, after transposition.</param>
/// <param name="Stride">Values from one stored row to the next.</param>
/// <param name="Transposed">Whether the factor is the transpose of what is stored.</param>
public readonly record struct MatrixOperand<T>(ReadOnlyMemory<T> Values, int Rows, int Columns, int Stride, bool Transposed = false)
    where T : unmanaged;

/// <summary>Makes factors of products.</summary>
public static class MatrixOperand
{
    /// <summary>A dense row-major matrix.</summary>
    public static MatrixOperand<T> Of<T>(ReadOnlyMemory<T> values, int rows, int columns)
        where T : unmanaged =>
        new(values, rows, columns, columns);

    /// <summary>The transpose of a dense row-major matrix of <paramref name="rows"/> × <paramref name="columns"/>.</summary>
    public static MatrixOperand<T> TransposeOf<T>(ReadOnlyMemory<T> values, int rows, int columns)
        where T : unmanaged =>
        new(values, columns, rows, columns, Transposed: true);

    /// <summary>A matrix as it is.</summary>
    public static MatrixOperand<double> Of(MatrixView matrix) => Of(matrix.Memory, matrix.Rows, matrix.Columns);

    /// <summary>A matrix's transpose.</summary>
    public static MatrixOperand<double> TransposeOf(MatrixView matrix) => TransposeOf(matrix.Memory, matrix.Rows, matrix.Columns);
}
