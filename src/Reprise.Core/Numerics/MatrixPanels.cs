namespace Reprise.Core.Numerics;

/// <summary>Copies parts of factors into the order in which <see cref="MatrixTile"/> reads them, filled up with zeros to whole tiles.</summary>
internal static class MatrixPanels
{
    /// <summary>Rows [<paramref name="row"/>, + <paramref name="rows"/>) and inner [<paramref name="k"/>, + <paramref name="depth"/>): groups of 6 rows, in each k after k.</summary>
    public static void PackLeft<T>(in MatrixOperand<T> a, ReadOnlySpan<T> values, int row, int rows, int k, int depth, Span<T> panels)
        where T : unmanaged
    {
        for (var group = 0; group < rows; group += MatrixTile.Rows)
        {
            var count = Math.Min(MatrixTile.Rows, rows - group);
            var panel = panels.Slice(group * depth, MatrixTile.Rows * depth);
            if (count < MatrixTile.Rows)
            {
                panel.Clear();
            }

            if (a.Transposed)
            {
                for (var i = 0; i < depth; i++)
                {
                    values.Slice(((k + i) * a.Stride) + row + group, count).CopyTo(panel[(i * MatrixTile.Rows)..]);
                }

                continue;
            }

            for (var r = 0; r < count; r++)
            {
                var source = values.Slice(((row + group + r) * a.Stride) + k, depth);
                for (var (i, at) = (0, r); i < source.Length; i++, at += MatrixTile.Rows)
                {
                    panel[at] = source[i];
                }
            }
        }
    }

    /// <summary>One panel: inner [<paramref name="k"/>, + <paramref name="depth"/>) and up to a tile's columns from <paramref name="column"/> on, k after k.</summary>
    public static void PackRight<T>(in MatrixOperand<T> b, ReadOnlySpan<T> values, int k, int depth, int column, Span<T> panel)
        where T : unmanaged
    {
        var width = MatrixTile.Columns<T>();
        var count = Math.Min(width, b.Columns - column);
        if (count < width)
        {
            panel[..(width * depth)].Clear();
        }

        if (!b.Transposed)
        {
            for (var i = 0; i < depth; i++)
            {
                values.Slice(((k + i) * b.Stride) + column, count).CopyTo(panel[(i * width)..]);
            }

            return;
        }

        for (var c = 0; c < count; c++)
        {
            var source = values.Slice(((column + c) * b.Stride) + k, depth);
            for (var (i, at) = (0, c); i < source.Length; i++, at += width)
            {
                panel[at] = source[i];
            }
        }
    }
}
