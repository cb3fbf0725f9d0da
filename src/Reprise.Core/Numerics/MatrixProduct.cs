using System.Buffers;
using System.Numerics;

namespace Reprise.Core.Numerics;

/// <summary>Products of dense matrices of <see cref="double"/> or <see cref="float"/>.</summary>
/// <remarks>
/// Blocked for caches and registers (Goto and van de Geijn 2008). A value of the result is a sum of parts, each 256 long in the inner dimension and one chain
/// of fused multiply-adds; so the bits are the same for any number of workers, on any CPU, and for a row alone as among others.
/// O(rows · columns · inner) time.
/// </remarks>
public static class MatrixProduct
{
    /// <summary>Length of a part of the inner dimension. It decides where sums are rounded: changing it changes results.</summary>
    private const int Depth = 256;

    private const int PartsAtOnce = 16;         // parts of the right factor packed at once
    private const int PackedValues = 1 << 22;   // most values packed at once
    private const int RowBlock = 16 * MatrixTile.Rows;
    private const long WorthAThread = 1 << 18;  // multiply-adds

    /// <summary>c = a · b, or c += a · b.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="b">Right factor; its rows are <paramref name="a"/>'s columns.</param>
    /// <param name="c">Row-major result, <paramref name="a"/>'s rows × <paramref name="b"/>'s columns, row r at r · <paramref name="stride"/>.</param>
    /// <param name="stride">Values from one row of <paramref name="c"/> to the next.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="c"/> holds.</param>
    /// <param name="workers">Most threads used, at least 1.</param>
    /// <param name="cancellationToken">Looked at between blocks of rows.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(
        MatrixOperand<T> a, MatrixOperand<T> b, Memory<T> c, int stride, bool accumulate = false, int workers = 1, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(a, b, c, stride, accumulate, upper: false, workers, cancellationToken);

    /// <summary>c = aᵀ · a, or c += aᵀ · a, in half the time of <see cref="Multiply"/> and with its bits.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="c">Row-major result, columns × columns of <paramref name="a"/>; symmetric. What it holds must be symmetric when it is added to.</param>
    /// <param name="accumulate">Whether to add to what <paramref name="c"/> holds.</param>
    /// <param name="workers">Most threads used, at least 1.</param>
    /// <param name="cancellationToken">Looked at between blocks of rows.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Gram<T>(MatrixOperand<T> a, Memory<T> c, bool accumulate = false, int workers = 1, CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var transpose = a with { Rows = a.Columns, Columns = a.Rows, Transposed = !a.Transposed };
        Run(transpose, a, c, a.Columns, accumulate, upper: true, workers, cancellationToken);
        var values = c.Span;
        for (var row = 1; row < a.Columns; row++)
        {
            for (var column = 0; column < row; column++)
            {
                values[(row * a.Columns) + column] = values[(column * a.Columns) + row];
            }
        }
    }

    private static void Run<T>(
        MatrixOperand<T> a, MatrixOperand<T> b, Memory<T> c, int stride, bool accumulate, bool upper, int workers, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ThrowIfTooShort(a, nameof(a));
        ThrowIfTooShort(b, nameof(b));
        if (a.Columns != b.Rows || stride < b.Columns || c.Length < (a.Rows == 0 ? 0 : ((long)(a.Rows - 1) * stride) + b.Columns))
        {
            throw new ArgumentException($"A {a.Rows} × {a.Columns} and a {b.Rows} × {b.Columns} matrix have no product in {c.Length} values of rows {stride} apart.", nameof(c));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (a.Rows == 0 || b.Columns == 0)
        {
            return;
        }

        if (a.Columns == 0)
        {
            for (var row = 0; row < a.Rows && !accumulate; row++)
            {
                c.Span.Slice(row * stride, b.Columns).Clear();
            }

            return;
        }

        if (a.Rows <= 2 && !b.Transposed)
        {
            MatrixRows.Multiply(a, b, c.Span, stride, accumulate, Depth);
            return;
        }

        var width = MatrixTile.Columns<T>();
        var packedDepth = Math.Min(a.Columns, Depth * PartsAtOnce);
        var packedColumns = Math.Min(RoundUp(b.Columns, width), Math.Max(width, PackedValues / packedDepth / width * width));
        var packed = ArrayPool<T>.Shared.Rent(packedDepth * packedColumns);
        try
        {
            for (var column = 0; column < b.Columns; column += packedColumns)
            {
                for (var k = 0; k < a.Columns; k += packedDepth)
                {
                    var block = new Block<T>(
                        a, b, c, stride, packed, column, Math.Min(packedColumns, b.Columns - column), k, Math.Min(packedDepth, a.Columns - k), accumulate || k > 0, upper);
                    var threads = (long)a.Rows * block.Columns * block.Inner < WorthAThread ? 1 : workers;
                    ForEach(RoundUp(block.Columns, width) / width, threads, block.Pack, cancellationToken);
                    ForEach(RoundUp(a.Rows, RowBlock) / RowBlock, threads, block.Multiply, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(packed);
        }
    }

    private static void ForEach(int count, int workers, Action<int> work, CancellationToken cancellationToken)
    {
        if (workers > 1 && count > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, work);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work(i);
        }
    }

    private static void ThrowIfTooShort<T>(in MatrixOperand<T> factor, string name)
        where T : unmanaged
    {
        var (rows, columns) = factor.Transposed ? (factor.Columns, factor.Rows) : (factor.Rows, factor.Columns);
        if (rows < 0 || columns < 0 || factor.Stride < columns || (rows > 0 && factor.Values.Length < ((rows - 1L) * factor.Stride) + columns))
        {
            throw new ArgumentException($"{factor.Values.Length} values do not hold {rows} rows of {columns}, {factor.Stride} apart.", name);
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>A range of columns and of the inner dimension, whose part of the right factor is packed once for all rows.</summary>
    private sealed class Block<T>(
        MatrixOperand<T> a, MatrixOperand<T> b, Memory<T> c, int stride, T[] packed, int column, int columns, int start, int inner, bool accumulate, bool upper)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _width = MatrixTile.Columns<T>();

        // What few tiles read is read where it stands: packing would cost more than it saves.
        private readonly bool _direct = !a.Transposed && columns <= 2 * MatrixTile.Columns<T>();
        private readonly bool _rightDirect = !b.Transposed && a.Rows <= 2 * MatrixTile.Rows;

        public int Columns => columns;

        public int Inner => inner;

        /// <summary>Packs one tile's width of columns: parts of the inner dimension one after the other.</summary>
        public void Pack(int panel)
        {
            var at = panel * _width;
            if (_rightDirect && at + _width <= columns)
            {
                return;
            }

            for (var k = 0; k < inner; k += Depth)
            {
                MatrixPanels.PackRight(b, b.Values.Span, start + k, Math.Min(Depth, inner - k), column + at, packed.AsSpan(((panel * inner) + k) * _width));
            }
        }

        /// <summary>Writes one block of rows.</summary>
        public void Multiply(int block)
        {
            var row = block * RowBlock;
            var rows = Math.Min(RowBlock, a.Rows - row);
            var whole = _direct ? rows / MatrixTile.Rows * MatrixTile.Rows : 0;
            var first = upper ? Math.Clamp((row - column) / _width * _width, 0, RoundUp(columns, _width)) : 0;
            var left = ArrayPool<T>.Shared.Rent(RowBlock * Depth);
            for (var k = 0; k < inner; k += Depth)
            {
                var depth = Math.Min(Depth, inner - k);
                MatrixPanels.PackLeft(a, a.Values.Span, row + whole, rows - whole, start + k, depth, left);
                for (var at = first; at < columns; at += _width)
                {
                    var inPlace = _rightDirect && at + _width <= columns;
                    var right = inPlace ? b.Values.Span[(((start + k) * b.Stride) + column + at)..] : packed.AsSpan(((at / _width * inner) + k) * _width);
                    var rightStride = inPlace ? b.Stride : _width;
                    for (var group = 0; group < rows; group += MatrixTile.Rows)
                    {
                        var (rowStride, depthStride) = group < whole ? (a.Stride, 1) : (1, MatrixTile.Rows);
                        var tile = group < whole ? a.Values.Span[(((row + group) * a.Stride) + start + k)..] : left.AsSpan((group - whole) * depth, MatrixTile.Rows * depth);
                        Tile(tile, rowStride, depthStride, right, rightStride, depth, row + group, Math.Min(MatrixTile.Rows, rows - group), column + at, accumulate || k > 0);
                    }
                }
            }

            ArrayPool<T>.Shared.Return(left);
        }

        private void Tile(
            ReadOnlySpan<T> left, int rowStride, int depthStride, ReadOnlySpan<T> right, int rightStride, int depth, int row, int height, int at, bool add)
        {
            var width = Math.Min(_width, column + columns - at);
            var target = c.Span[((row * stride) + at)..];
            if (height == MatrixTile.Rows && width == _width)
            {
                MatrixTile.Multiply(left, rowStride, depthStride, right, rightStride, depth, target, stride, add);
                return;
            }

            Span<T> edge = stackalloc T[MatrixTile.Rows * _width];
            MatrixTile.Multiply(left, rowStride, depthStride, right, rightStride, depth, edge, _width, add: false);
            for (var r = 0; r < height; r++)
            {
                for (var i = 0; i < width; i++)
                {
                    ref var value = ref target[(r * stride) + i];
                    value = add ? value + edge[(r * _width) + i] : edge[(r * _width) + i];
                }
            }
        }
    }
}
