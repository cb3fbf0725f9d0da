using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Reprise.Learning.Trees;

/// <summary>One-byte ranks of a few features in one small node, read row by row: each row is fetched from memory once, then its features lie in the cache.</summary>
/// <remarks>References without bounds checks: samples lie below the number of rows, features below the number of columns, and the memory is sized for both.</remarks>
internal sealed class RankBatch(RankedColumns data)
{
    /// <summary>Nodes of more rows read the ranks by column: they meet most cache lines of a column anyway.</summary>
    private const int MostRows = 1536;

    private readonly List<int> _features = [];
    private byte[] _ranks = [];
    private int _stride;
    private int _rows;
    private int _next;

    /// <summary>Forgets all features.</summary>
    public void Clear()
    {
        _features.Clear();
        _next = 0;
    }

    /// <summary>Reads the ranks of those features that have one-byte ranks, where the node is small enough; they are asked for in this order.</summary>
    public void Read(ReadOnlySpan<int> features, ReadOnlySpan<int> samples)
    {
        Clear();
        if (samples.Length > MostRows || data.RowBytes.IsEmpty)
        {
            return;
        }

        foreach (var feature in features)
        {
            if (!data.Bytes(feature).IsEmpty)
            {
                _features.Add(feature);
            }
        }

        _rows = samples.Length;
        _stride = samples.Length + Padding(samples.Length);
        if (_ranks.Length < _features.Count * _stride)
        {
            _ranks = new byte[_features.Count * (MostRows + 64)];
        }

        Transpose(CollectionsMarshal.AsSpan(_features), samples);
    }

    /// <summary>The ranks of the next feature, row by row, if it is this one; else empty.</summary>
    public ReadOnlySpan<byte> Take(int feature) =>
        _next < _features.Count && _features[_next] == feature ? _ranks.AsSpan(_next++ * _stride, _rows) : default;

    /// <summary>Keeps the columns of the batch apart in the cache.</summary>
    private static int Padding(int rows) => 32 - (rows & 31) + 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Transpose(ReadOnlySpan<int> features, ReadOnlySpan<int> samples)
    {
        ref var source = ref MemoryMarshal.GetReference(data.RowBytes);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_ranks);
        var columns = (nint)data.Columns;
        var i = 0;
        for (; i <= samples.Length - 4; i += 4)
        {
            ref var row0 = ref Unsafe.Add(ref source, samples[i] * columns);
            ref var row1 = ref Unsafe.Add(ref source, samples[i + 1] * columns);
            ref var row2 = ref Unsafe.Add(ref source, samples[i + 2] * columns);
            ref var row3 = ref Unsafe.Add(ref source, samples[i + 3] * columns);
            ref var to = ref Unsafe.Add(ref target, i);
            foreach (var feature in features)
            {
                var four = (uint)Unsafe.Add(ref row0, feature)
                    | ((uint)Unsafe.Add(ref row1, feature) << 8)
                    | ((uint)Unsafe.Add(ref row2, feature) << 16)
                    | ((uint)Unsafe.Add(ref row3, feature) << 24);
                Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? four : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(four));
                to = ref Unsafe.Add(ref to, _stride);
            }
        }

        for (; i < samples.Length; i++)
        {
            ref var row = ref Unsafe.Add(ref source, samples[i] * columns);
            ref var to = ref Unsafe.Add(ref target, i);
            foreach (var feature in features)
            {
                to = Unsafe.Add(ref row, feature);
                to = ref Unsafe.Add(ref to, _stride);
            }
        }
    }
}
