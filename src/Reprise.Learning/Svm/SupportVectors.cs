using Reprise.Core.Matrices;

namespace Reprise.Learning.Svm;

/// <summary>The rows a fitted machine compares new rows with.</summary>
internal sealed class SupportVectors
{
    /// <summary>New rows compared at once.</summary>
    public const int Chunk = 32;

    private const int Run = 64;

    private readonly RowBlock _rows;

    public SupportVectors(MatrixView rows, KernelFunction kernel)
    {
        (Columns, Kernel) = (rows.Columns, kernel);
        _rows = new RowBlock(rows, Numbers(0, rows.Rows));
    }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Rows;

    /// <summary>Values in a row.</summary>
    public int Columns { get; }

    public KernelFunction Kernel { get; }

    /// <summary>A copy of the rows.</summary>
    public Matrix ToMatrix()
    {
        var copy = new Matrix(Count, Columns);
        for (var row = 0; row < Count; row++)
        {
            _rows.Values.AsSpan(row * _rows.Stride, Columns).CopyTo(copy.Row(row));
        }

        return copy;
    }

    /// <summary>Writes the kernel of each of up to <see cref="Chunk"/> rows with every support vector.</summary>
    /// <param name="x">New rows.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">count × <see cref="Count"/>, row-major.</param>
    public void Compare(MatrixView x, int start, int count, Span<double> destination)
    {
        var block = new RowBlock(x, Numbers(start, count));
        var rows = Numbers(0, count);
        Span<double> values = stackalloc double[Chunk * Run];
        for (var from = 0; from < Count; from += Run)
        {
            var width = Math.Min(Run, Count - from);
            var part = values[..(count * width)];
            RowProducts.Multiply(block, rows, _rows, from, part);
            for (var row = 0; row < count; row++)
            {
                var kernel = part.Slice(row * width, width);
                Kernel.Apply(kernel, block.Squares[row], _rows.Squares.AsSpan(from, width));
                kernel.CopyTo(destination[((row * Count) + from)..]);
            }
        }
    }

    private static int[] Numbers(int from, int count)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = from + i;
        }

        return numbers;
    }
}
