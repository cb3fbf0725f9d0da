using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Sparse;

/// <summary>The innermost part of a sparse product: a weighted sum of some rows of a matrix, in tiles that stay in registers while the rows run.</summary>
/// <remarks>Every value is one chain of fused multiply-adds in the order of the rows: the width of a tile and of the CPU's registers does not change a bit.</remarks>
internal static class WeightedRowSum
{
    private const int Widest = 8;       // vectors of a tile; eight chains hide the latency of the multiply-adds
    private const int Whole = 13;       // vectors that still fit into the registers at once: rows of 100 floats, the default of networks

    /// <summary>Writes Σ weightᵢ · row(indexᵢ), or goes on with the sums that <paramref name="target"/> holds.</summary>
    /// <param name="weights">One per row of the sum.</param>
    /// <param name="indices">Which rows, each below the rows of <paramref name="matrix"/>.</param>
    /// <param name="matrix">Row-major, <paramref name="width"/> values a row.</param>
    /// <param name="width">Values of a row, above 0.</param>
    /// <param name="target">As many values.</param>
    /// <param name="resume">Whether the chains begin with what <paramref name="target"/> holds, not with 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int width, Span<T> target, bool resume)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        target = target[..width];
        if (weights.IsEmpty)
        {
            if (!resume)
            {
                target.Clear();
            }

            return;
        }

        var lanes = Vector256<T>.Count;
        if (width < lanes)
        {
            Narrow(weights, indices, matrix, width, target, resume);
            return;
        }

        if ((width + lanes - 1) / lanes == Whole)
        {
            Thirteen(weights, indices, matrix, width, target, resume);
            return;
        }

        var vectors = Math.Min(Widest, (int)BitOperations.RoundUpToPowerOf2((uint)(width / lanes) + 1) / 2);
        var tile = vectors * lanes;
        var rest = width % tile;
        if (rest > 0)
        {
            // The last tile begins before the end of the one before. It comes first, while the values both compute are as they were, and writes its own.
            Span<T> edge = stackalloc T[tile];
            target[(width - tile)..].CopyTo(edge);
            Tile(vectors, weights, indices, matrix[(width - tile)..], width, edge, resume);
            edge[(tile - rest)..].CopyTo(target[(width - rest)..]);
        }

        for (var at = 0; at + tile <= width; at += tile)
        {
            Tile(vectors, weights, indices, matrix[at..], width, target[at..], resume);
        }
    }

    private static void Narrow<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int width, Span<T> target, bool resume)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var column = 0; column < width; column++)
        {
            var sum = resume ? target[column] : T.Zero;
            for (var i = 0; i < weights.Length; i++)
            {
                sum = T.FusedMultiplyAdd(weights[i], matrix[(indices[i] * width) + column], sum);
            }

            target[column] = sum;
        }
    }

    private static void Tile<T>(int vectors, ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int stride, Span<T> target, bool resume)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (vectors)
        {
            case 8:
                Eight(weights, indices, matrix, stride, target, resume);
                break;
            case 4:
                Four(weights, indices, matrix, stride, target, resume);
                break;
            case 2:
                Two(weights, indices, matrix, stride, target, resume);
                break;
            default:
                One(weights, indices, matrix, stride, target, resume);
                break;
        }
    }

    /// <summary>Rows of more than 12 vectors and at most 13: the last begins where it ends with the row, and shares values with the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Thirteen<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int width, Span<T> target, bool resume)
        where T : unmanaged
    {
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default;
        Vector256<T> s7 = default, s8 = default, s9 = default, s10 = default, s11 = default, s12 = default;
        var lanes = (nuint)Vector256<T>.Count;
        var last = (nuint)width - lanes;
        if (resume)
        {
            (s0, s1, s2, s3, s4, s5, s6) = (Load(target, 0), Load(target, 1), Load(target, 2), Load(target, 3), Load(target, 4), Load(target, 5), Load(target, 6));
            (s7, s8, s9, s10, s11, s12) = (Load(target, 7), Load(target, 8), Load(target, 9), Load(target, 10), Load(target, 11), Load(target[(int)last..], 0));
        }

        for (var i = 0; i < weights.Length; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(matrix.Slice(indices[i] * width, width));
            var weight = Vector256.Create(weights[i]);
            s0 = Fused(weight, Vector256.LoadUnsafe(ref row), s0);
            s1 = Fused(weight, Vector256.LoadUnsafe(ref row, lanes), s1);
            s2 = Fused(weight, Vector256.LoadUnsafe(ref row, 2 * lanes), s2);
            s3 = Fused(weight, Vector256.LoadUnsafe(ref row, 3 * lanes), s3);
            s4 = Fused(weight, Vector256.LoadUnsafe(ref row, 4 * lanes), s4);
            s5 = Fused(weight, Vector256.LoadUnsafe(ref row, 5 * lanes), s5);
            s6 = Fused(weight, Vector256.LoadUnsafe(ref row, 6 * lanes), s6);
            s7 = Fused(weight, Vector256.LoadUnsafe(ref row, 7 * lanes), s7);
            s8 = Fused(weight, Vector256.LoadUnsafe(ref row, 8 * lanes), s8);
            s9 = Fused(weight, Vector256.LoadUnsafe(ref row, 9 * lanes), s9);
            s10 = Fused(weight, Vector256.LoadUnsafe(ref row, 10 * lanes), s10);
            s11 = Fused(weight, Vector256.LoadUnsafe(ref row, 11 * lanes), s11);
            s12 = Fused(weight, Vector256.LoadUnsafe(ref row, last), s12);
        }

        Store(target, 0, s0);
        Store(target, 1, s1);
        Store(target, 2, s2);
        Store(target, 3, s3);
        Store(target, 4, s4);
        Store(target, 5, s5);
        Store(target, 6, s6);
        Store(target, 7, s7);
        Store(target, 8, s8);
        Store(target, 9, s9);
        Store(target, 10, s10);
        Store(target, 11, s11);
        Store(target[(int)last..], 0, s12);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int stride, Span<T> target, bool resume)
        where T : unmanaged
    {
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        if (resume)
        {
            (s0, s1, s2, s3, s4, s5, s6, s7) = (Load(target, 0), Load(target, 1), Load(target, 2), Load(target, 3), Load(target, 4), Load(target, 5), Load(target, 6), Load(target, 7));
        }

        var lanes = (nuint)Vector256<T>.Count;
        for (var i = 0; i < weights.Length; i++)
        {
            // Slicing checks the whole tile once; checks of each vector would cost a third of the speed.
            ref var row = ref MemoryMarshal.GetReference(matrix.Slice(indices[i] * stride, 8 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            s0 = Fused(weight, Vector256.LoadUnsafe(ref row), s0);
            s1 = Fused(weight, Vector256.LoadUnsafe(ref row, lanes), s1);
            s2 = Fused(weight, Vector256.LoadUnsafe(ref row, 2 * lanes), s2);
            s3 = Fused(weight, Vector256.LoadUnsafe(ref row, 3 * lanes), s3);
            s4 = Fused(weight, Vector256.LoadUnsafe(ref row, 4 * lanes), s4);
            s5 = Fused(weight, Vector256.LoadUnsafe(ref row, 5 * lanes), s5);
            s6 = Fused(weight, Vector256.LoadUnsafe(ref row, 6 * lanes), s6);
            s7 = Fused(weight, Vector256.LoadUnsafe(ref row, 7 * lanes), s7);
        }

        Store(target, 0, s0);
        Store(target, 1, s1);
        Store(target, 2, s2);
        Store(target, 3, s3);
        Store(target, 4, s4);
        Store(target, 5, s5);
        Store(target, 6, s6);
        Store(target, 7, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int stride, Span<T> target, bool resume)
        where T : unmanaged
    {
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
        if (resume)
        {
            (s0, s1, s2, s3) = (Load(target, 0), Load(target, 1), Load(target, 2), Load(target, 3));
        }

        var lanes = (nuint)Vector256<T>.Count;
        for (var i = 0; i < weights.Length; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(matrix.Slice(indices[i] * stride, 4 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            s0 = Fused(weight, Vector256.LoadUnsafe(ref row), s0);
            s1 = Fused(weight, Vector256.LoadUnsafe(ref row, lanes), s1);
            s2 = Fused(weight, Vector256.LoadUnsafe(ref row, 2 * lanes), s2);
            s3 = Fused(weight, Vector256.LoadUnsafe(ref row, 3 * lanes), s3);
        }

        Store(target, 0, s0);
        Store(target, 1, s1);
        Store(target, 2, s2);
        Store(target, 3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int stride, Span<T> target, bool resume)
        where T : unmanaged
    {
        Vector256<T> s0 = default, s1 = default;
        if (resume)
        {
            (s0, s1) = (Load(target, 0), Load(target, 1));
        }

        for (var i = 0; i < weights.Length; i++)
        {
            ref var row = ref MemoryMarshal.GetReference(matrix.Slice(indices[i] * stride, 2 * Vector256<T>.Count));
            var weight = Vector256.Create(weights[i]);
            s0 = Fused(weight, Vector256.LoadUnsafe(ref row), s0);
            s1 = Fused(weight, Vector256.LoadUnsafe(ref row, (nuint)Vector256<T>.Count), s1);
        }

        Store(target, 0, s0);
        Store(target, 1, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> indices, ReadOnlySpan<T> matrix, int stride, Span<T> target, bool resume)
        where T : unmanaged
    {
        var sum = resume ? Load(target, 0) : default;
        for (var i = 0; i < weights.Length; i++)
        {
            sum = Fused(Vector256.Create(weights[i]), Vector256.Create(matrix.Slice(indices[i] * stride, Vector256<T>.Count)), sum);
        }

        Store(target, 0, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Load<T>(ReadOnlySpan<T> target, int vector)
        where T : unmanaged => Vector256.Create(target.Slice(vector * Vector256<T>.Count, Vector256<T>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Span<T> target, int vector, Vector256<T> sum)
        where T : unmanaged => sum.CopyTo(target.Slice(vector * Vector256<T>.Count, Vector256<T>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fused<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
}
