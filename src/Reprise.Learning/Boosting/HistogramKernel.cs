using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Boosting;

/// <summary>Adds rows' packed gradients to the sums of the bins they fall into.</summary>
/// <remarks>
/// A sum holds two integers in 64 bits: the gradients in the upper 32, signed, and the second derivatives in the lower, unsigned (<see cref="PackedGradients"/>).
/// One addition adds both, and integers add up to the same in any order. The innermost loops do not check bounds: places come from <see cref="Binning"/>,
/// which made the histogram's length to fit them.
/// </remarks>
internal static class HistogramKernel
{
    /// <summary>Rows gathered at a time: loads that miss the cache then run side by side, and the sums read what is near.</summary>
    public const int Chunk = 1024;

    /// <summary>Adds the rows of a dense panel.</summary>
    public static void Add(DensePanel panel, ReadOnlySpan<int> rows, ReadOnlySpan<long> gradients, long[] histogram, ulong[] words)
    {
        var (source, perRow) = (panel.Rows, panel.Words);
        for (var word = 0; word < perRow; word++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                words[(word * Chunk) + i] = source[((nint)rows[i] * perRow) + word];
            }
        }

        for (var word = 0; word < perRow; word++)
        {
            var columns = Math.Min(8, panel.Columns - (8 * word));
            var sums = histogram.AsSpan(panel.Offset + (8 * word * DensePanel.Stride), columns * DensePanel.Stride);
            AddColumns(words.AsSpan(word * Chunk, rows.Length), gradients, columns, ref MemoryMarshal.GetReference(sums));
        }
    }

    /// <summary>Adds the rows of a sparse panel; the sums of its default bins stay as they are.</summary>
    public static void Add(SparsePanel panel, ReadOnlySpan<int> rows, ReadOnlySpan<long> gradients, long[] histogram)
    {
        ref var entries = ref MemoryMarshal.GetArrayDataReference(panel.Entries);
        ref var sums = ref histogram[panel.Offset];
        var starts = panel.Starts;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var value = gradients[i];
            nint end = starts[row + 1];
            for (nint at = starts[row]; at < end; at++)
            {
                Unsafe.Add(ref sums, (nint)Unsafe.Add(ref entries, at)) += value;
            }
        }
    }

    /// <summary>a ← a − b.</summary>
    public static void Subtract(Span<long> a, ReadOnlySpan<long> b)
    {
        var va = MemoryMarshal.Cast<long, Vector256<long>>(a);
        var vb = MemoryMarshal.Cast<long, Vector256<long>>(b[..a.Length]);
        for (var i = 0; i < va.Length; i++)
        {
            va[i] -= vb[i];
        }

        for (var i = va.Length * Vector256<long>.Count; i < a.Length; i++)
        {
            a[i] -= b[i];
        }
    }

    /// <summary>a ← a + b.</summary>
    public static void Add(Span<long> a, ReadOnlySpan<long> b)
    {
        var va = MemoryMarshal.Cast<long, Vector256<long>>(a);
        var vb = MemoryMarshal.Cast<long, Vector256<long>>(b[..a.Length]);
        for (var i = 0; i < va.Length; i++)
        {
            va[i] += vb[i];
        }

        for (var i = va.Length * Vector256<long>.Count; i < a.Length; i++)
        {
            a[i] += b[i];
        }
    }

    /// <summary>The sum of all.</summary>
    public static long Sum(ReadOnlySpan<long> values)
    {
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(values);
        Vector256<long> sums = default;
        foreach (var vector in vectors)
        {
            sums += vector;
        }

        var sum = Vector256.Sum(sums);
        for (var i = vectors.Length * Vector256<long>.Count; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    private static void AddColumns(ReadOnlySpan<ulong> words, ReadOnlySpan<long> gradients, int columns, ref long sums)
    {
        gradients = gradients[..words.Length];
        if (columns == 8)
        {
            for (var i = 0; i < words.Length; i++)
            {
                var (bins, value) = (words[i], gradients[i]);
                Unsafe.Add(ref sums, (nint)(byte)bins) += value;
                Unsafe.Add(ref sums, 256 + (nint)(byte)(bins >> 8)) += value;
                Unsafe.Add(ref sums, 512 + (nint)(byte)(bins >> 16)) += value;
                Unsafe.Add(ref sums, 768 + (nint)(byte)(bins >> 24)) += value;
                Unsafe.Add(ref sums, 1024 + (nint)(byte)(bins >> 32)) += value;
                Unsafe.Add(ref sums, 1280 + (nint)(byte)(bins >> 40)) += value;
                Unsafe.Add(ref sums, 1536 + (nint)(byte)(bins >> 48)) += value;
                Unsafe.Add(ref sums, 1792 + (nint)(byte)(bins >> 56)) += value;
            }

            return;
        }

        var first = 0;
        if (columns >= 4)
        {
            first = 4;
            for (var i = 0; i < words.Length; i++)
            {
                var (bins, value) = (words[i], gradients[i]);
                Unsafe.Add(ref sums, (nint)(byte)bins) += value;
                Unsafe.Add(ref sums, 256 + (nint)(byte)(bins >> 8)) += value;
                Unsafe.Add(ref sums, 512 + (nint)(byte)(bins >> 16)) += value;
                Unsafe.Add(ref sums, 768 + (nint)(byte)(bins >> 24)) += value;
            }
        }

        for (; first < columns; first++)
        {
            ref var column = ref Unsafe.Add(ref sums, first * DensePanel.Stride);
            for (var i = 0; i < words.Length; i++)
            {
                Unsafe.Add(ref column, (nint)(byte)(words[i] >> (8 * first))) += gradients[i];
            }
        }
    }
}
