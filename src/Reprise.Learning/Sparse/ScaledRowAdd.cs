using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Sparse;

/// <summary>The innermost part of a transposed sparse product: multiples of one row, which stays in registers, are added to some rows of a matrix.</summary>
/// <remarks>Every value gets one fused multiply-add a call: the width of a tile and of the CPU's registers does not change a bit.</remarks>
internal static class ScaledRowAdd
{
    private const int Widest = 8;       // vectors of a tile
    private const int Whole = 13;       // vectors that still fit into the registers at once: rows of 100 floats, the default of networks

    /// <summary>row(indexᵢ − first) += weightᵢ · row, for every i.</summary>
    /// <param name="weights">The factors.</param>
    /// <param name="indices">As many rows of <paramref name="matrix"/>, each once.</param>
    /// <param name="first">The index of the matrix's first row.</param>
    /// <param name="row">The row, not empty.</param>
    /// <param name="matrix">Row-major, as many values a row as <paramref name="row"/> has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (weights.IsEmpty)
        {
            return;
        }

        var (lanes, width) = (Vector256<T>.Count, row.Length);
        if (width < lanes)
        {
            Narrow(weights, indices, first, row, matrix);
            return;
        }

        if ((width + lanes - 1) / lanes == Whole)
        {
            Thirteen(weights, indices, first, row, matrix);
            return;
        }

        var vectors = Math.Min(Widest, (int)BitOperations.RoundUpToPowerOf2((uint)(width / lanes) + 1) / 2);
        var tile = vectors * lanes;
        var at = 0;
        for (; at + tile <= width; at += tile)
        {
            Tile(vectors, weights, indices, first, row[at..], matrix[at..], width);
        }

        if (at < width)
        {
            // The last tile begins before the end of the one before, to whose values it adds multiples of 0.
            Span<T> edge = stackalloc T[tile];
            edge.Clear();
            row[at..].CopyTo(edge[(tile - (width - at))..]);
            Tile(vectors, weights, indices, first, edge, matrix[(width - tile)..], width);
        }
    }

    private static void Narrow<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var target = matrix.Slice((indices[i] - first) * row.Length, row.Length);
            for (var column = 0; column < row.Length; column++)
            {
                target[column] = T.FusedMultiplyAdd(weights[i], row[column], target[column]);
            }
        }
    }

    private static void Tile<T>(int vectors, ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix, int stride)
        where T : unmanaged
    {
        switch (vectors)
        {
            case 8:
                Eight(weights, indices, first, row, matrix, stride);
                break;
            case 4:
                Four(weights, indices, first, row, matrix, stride);
                break;
            case 2:
                Two(weights, indices, first, row, matrix, stride);
                break;
            default:
                One(weights, indices, first, row, matrix, stride);
                break;
        }
    }

    /// <summary>Rows of more than 12 vectors and at most 13: the last begins where it ends with the row, and is read before the one whose values it shares is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Thirteen<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix)
        where T : unmanaged
    {
        var lanes = (nuint)Vector256<T>.Count;
        var last = (nuint)row.Length - lanes;
        var (r0, r1, r2, r3, r4, r5, r6) = (Load(row, 0), Load(row, 1), Load(row, 2), Load(row, 3), Load(row, 4), Load(row, 5), Load(row, 6));
        var (r7, r8, r9, r10, r11, r12) = (Load(row, 7), Load(row, 8), Load(row, 9), Load(row, 10), Load(row, 11), Load(row[(int)last..], 0));
        for (var i = 0; i < weights.Length; i++)
        {
            ref var target = ref MemoryMarshal.GetReference(matrix.Slice((indices[i] - first) * row.Length, row.Length));
            var weight = Vector256.Create(weights[i]);
            var sum = Sum(weight, r12, ref target, last);
            Fused(weight, r0, ref target, 0);
            Fused(weight, r1, ref target, lanes);
            Fused(weight, r2, ref target, 2 * lanes);
            Fused(weight, r3, ref target, 3 * lanes);
            Fused(weight, r4, ref target, 4 * lanes);
            Fused(weight, r5, ref target, 5 * lanes);
            Fused(weight, r6, ref target, 6 * lanes);
            Fused(weight, r7, ref target, 7 * lanes);
            Fused(weight, r8, ref target, 8 * lanes);
            Fused(weight, r9, ref target, 9 * lanes);
            Fused(weight, r10, ref target, 10 * lanes);
            Fused(weight, r11, ref target, 11 * lanes);
            sum.StoreUnsafe(ref target, last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix, int stride)
        where T : unmanaged
    {
        var lanes = (nuint)Vector256<T>.Count;
        var (r0, r1, r2, r3, r4, r5, r6, r7) = (Load(row, 0), Load(row, 1), Load(row, 2), Load(row, 3), Load(row, 4), Load(row, 5), Load(row, 6), Load(row, 7));
        for (var i = 0; i < weights.Length; i++)
        {
            ref var target = ref MemoryMarshal.GetReference(matrix.Slice((indices[i] - first) * stride, 8 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            Fused(weight, r0, ref target, 0);
            Fused(weight, r1, ref target, lanes);
            Fused(weight, r2, ref target, 2 * lanes);
            Fused(weight, r3, ref target, 3 * lanes);
            Fused(weight, r4, ref target, 4 * lanes);
            Fused(weight, r5, ref target, 5 * lanes);
            Fused(weight, r6, ref target, 6 * lanes);
            Fused(weight, r7, ref target, 7 * lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix, int stride)
        where T : unmanaged
    {
        var lanes = (nuint)Vector256<T>.Count;
        var (r0, r1, r2, r3) = (Load(row, 0), Load(row, 1), Load(row, 2), Load(row, 3));
        for (var i = 0; i < weights.Length; i++)
        {
            ref var target = ref MemoryMarshal.GetReference(matrix.Slice((indices[i] - first) * stride, 4 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            Fused(weight, r0, ref target, 0);
            Fused(weight, r1, ref target, lanes);
            Fused(weight, r2, ref target, 2 * lanes);
            Fused(weight, r3, ref target, 3 * lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix, int stride)
        where T : unmanaged
    {
        var lanes = (nuint)Vector256<T>.Count;
        var (r0, r1) = (Load(row, 0), Load(row, 1));
        for (var i = 0; i < weights.Length; i++)
        {
            ref var target = ref MemoryMarshal.GetReference(matrix.Slice((indices[i] - first) * stride, 2 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            Fused(weight, r0, ref target, 0);
            Fused(weight, r1, ref target, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, int first, ReadOnlySpan<T> row, Span<T> matrix, int stride)
        where T : unmanaged
    {
        var r0 = Load(row, 0);
        for (var i = 0; i < weights.Length; i++)
        {
            ref var target = ref MemoryMarshal.GetReference(matrix.Slice((indices[i] - first) * stride, Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            Fused(weight, r0, ref target, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Load<T>(ReadOnlySpan<T> row, int vector)
        where T : unmanaged => Vector256.Create(row.Slice(vector * Vector256<T>.Count, Vector256<T>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fused<T>(Vector256<T> weight, Vector256<T> row, ref T target, nuint at)
        where T : unmanaged => Sum(weight, row, ref target, at).StoreUnsafe(ref target, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Sum<T>(Vector256<T> weight, Vector256<T> row, ref T target, nuint at)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(weight.AsDouble(), row.AsDouble(), Vector256.LoadUnsafe(ref target, at).AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(weight.AsSingle(), row.AsSingle(), Vector256.LoadUnsafe(ref target, at).AsSingle()).As<float, T>();
}
