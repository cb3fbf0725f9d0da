using System.Buffers;
using System.Numerics;

namespace Reprise.Core.Numerics;

/// <summary>Products of one or two rows with a stored matrix: no packing, the bits of <see cref="MatrixProduct.Multiply"/>.</summary>
internal static class MatrixRows
{
    public static void Multiply<T>(in MatrixOperand<T> a, in MatrixOperand<T> b, Span<T> c, int stride, bool accumulate, int depth)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var left = a.Values.Span;
        var right = b.Values.Span;
        var buffer = ArrayPool<T>.Shared.Rent(b.Columns);
        var part = buffer.AsSpan(0, b.Columns);
        for (var row = 0; row < a.Rows; row++)
        {
            var target = c.Slice(row * stride, b.Columns);
            for (var start = 0; start < a.Columns; start += depth)
            {
                part.Clear();
                for (var k = start; k < Math.Min(start + depth, a.Columns); k++)
                {
                    Vectors.AddScaled(left[a.Transposed ? (k * a.Stride) + row : (row * a.Stride) + k], right.Slice(k * b.Stride, b.Columns), part);
                }

                if (!accumulate && start == 0)
                {
                    part.CopyTo(target);
                    continue;
                }

                for (var i = 0; i < target.Length; i++)
                {
                    target[i] += part[i];
                }
            }
        }

        ArrayPool<T>.Shared.Return(buffer);
    }
}
