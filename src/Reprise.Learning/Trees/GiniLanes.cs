using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Reprise.Learning.Trees;

/// <summary>The kernel of <see cref="GiniCounts"/> for up to 16 classes: per distinct value one vector of sixteen 16-bit class counts.</summary>
/// <remarks>
/// Only values that occur in the node are visited, and what was counted is cleared on the way, so a small node costs little however many values the
/// column has. All sums are integers, so every CPU gives the same bits; references without bounds checks: ranks lie below the number of distinct values,
/// for which the memory is sized, samples below the number of rows, and classes below 16.
/// </remarks>
internal sealed class GiniLanes(RankedColumns data)
{
    /// <summary>Lanes of a vector.</summary>
    public const int MostClasses = 16;

    /// <summary>Heaviest node: its counts fit in 16 signed bits and the sum of their squares in 32.</summary>
    public const int MostWeight = short.MaxValue;

    private const int AlwaysCheap = 1024;
    private const int NeverCheap = 8192;

    private readonly RankBatch _batch = new(data);
    private byte[] _gathered = [];
    private short[] _counts = [];
    private byte[] _seen = [];
    private int[] _rows = [];
    private Vector256<short> _totals;
    private int _weight;

    /// <summary>Whether memory and walk are small enough beside the node.</summary>
    public static bool IsCheap(int distinct, int samples) => distinct <= AlwaysCheap || (distinct <= NeverCheap && distinct <= 4L * samples);

    /// <summary>Turns to a node.</summary>
    public void Enter(ReadOnlySpan<long> totals)
    {
        _batch.Clear();
        Span<short> lanes = stackalloc short[MostClasses];
        lanes.Clear();
        _weight = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            lanes[i] = (short)totals[i];
            _weight += (int)totals[i];
        }

        _totals = Vector256.Create<short>(lanes);
    }

    /// <inheritdoc cref="SplitFinder.Expect"/>
    public void Expect(ReadOnlySpan<int> features, ReadOnlySpan<int> samples) => _batch.Read(features, samples);

    /// <inheritdoc cref="SplitFinder.Find"/>
    public Split Find(int feature, ReadOnlySpan<int> samples, ReadOnlySpan<uint> payload, int minLeaf, out bool constant)
    {
        var distinct = data.DistinctValues(feature);
        Reserve(distinct);
        payload = payload[..samples.Length];
        if (data.Bytes(feature) is { IsEmpty: false } bytes)
        {
            var ranks = _batch.Take(feature);
            if (ranks.IsEmpty && data.MostlyLowest(feature))
            {
                ranks = Gather(bytes, samples);
            }

            if (ranks.IsEmpty)
            {
                Count(bytes, samples, payload, minLeaf > 1);
            }
            else
            {
                CountAboveLowest(ranks, payload, minLeaf > 1);
            }
        }
        else
        {
            Count(data.Shorts(feature), samples, payload, minLeaf > 1);
        }

        var (rank, next, score) = Walk(distinct, samples.Length, minLeaf, out constant);
        return rank < 0 ? Split.None : new Split(feature, rank, data.Threshold(feature, rank, next), score);
    }

    private void Reserve(int distinct)
    {
        if (_seen.Length < distinct)
        {
            var size = (distinct + Vector256<byte>.Count - 1) / Vector256<byte>.Count * Vector256<byte>.Count;
            _counts = new short[size * MostClasses];
            _seen = new byte[size];
            _rows = new int[size];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private Span<byte> Gather(ReadOnlySpan<byte> column, ReadOnlySpan<int> samples)
    {
        if (_gathered.Length < samples.Length)
        {
            _gathered = new byte[data.Rows];
        }

        ref var ranks = ref MemoryMarshal.GetReference(column);
        var gathered = _gathered.AsSpan(0, samples.Length);
        for (var i = 0; i < gathered.Length; i++)
        {
            gathered[i] = Unsafe.Add(ref ranks, samples[i]);
        }

        return gathered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Count<TRank>(ReadOnlySpan<TRank> column, ReadOnlySpan<int> samples, ReadOnlySpan<uint> payload, bool countRows)
        where TRank : unmanaged
    {
        ref var ranks = ref MemoryMarshal.GetReference(column);
        ref var drawn = ref MemoryMarshal.GetReference(payload);
        for (var i = 0; i < samples.Length; i++)
        {
            Add(Widen(Unsafe.Add(ref ranks, samples[i])), Unsafe.Add(ref drawn, i));
        }

        for (var i = 0; countRows && i < samples.Length; i++)
        {
            _rows[Widen(Unsafe.Add(ref ranks, samples[i]))]++;
        }
    }

    /// <summary>Counts all but the lowest rank, whose counts the walk does not need: it comes from above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void CountAboveLowest(ReadOnlySpan<byte> ranks, ReadOnlySpan<uint> payload, bool countRows)
    {
        ref var values = ref MemoryMarshal.GetReference(ranks);
        ref var drawn = ref MemoryMarshal.GetReference(payload);
        var above = 0;
        var block = 0;
        for (; block <= ranks.Length - Vector256<byte>.Count; block += Vector256<byte>.Count)
        {
            var mask = ~Vector256.Equals(Vector256.LoadUnsafe(ref values, (nuint)block), Vector256<byte>.Zero).ExtractMostSignificantBits();
            above += BitOperations.PopCount(mask);
            for (; mask != 0; mask &= mask - 1)
            {
                var i = block + BitOperations.TrailingZeroCount(mask);
                Add(Unsafe.Add(ref values, i), Unsafe.Add(ref drawn, i));
            }
        }

        for (; block < ranks.Length; block++)
        {
            var rank = Unsafe.Add(ref values, block);
            if (rank != 0)
            {
                above++;
                Add(rank, Unsafe.Add(ref drawn, block));
            }
        }

        if (above < ranks.Length)
        {
            _seen[0] = byte.MaxValue;
        }

        for (var i = 0; countRows && i < ranks.Length; i++)
        {
            _rows[ranks[i]]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(nint rank, uint value)
    {
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), (rank * MostClasses) + (nint)(value & 0xFFFF)) += (short)(value >> 16);
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_seen), rank) = byte.MaxValue;
    }

    /// <summary>Visits the values that occur, from the highest to the lowest, and scores the cut below each; leaves the memory clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private (int Rank, int Next, double Score) Walk(int distinct, int samples, int minLeaf, out bool constant)
    {
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        ref var seen = ref MemoryMarshal.GetArrayDataReference(_seen);
        var (best, bestRank, bestNext) = (double.NegativeInfinity, -1, -1);
        var (first, last, rowsRight) = (-1, -1, 0);
        var right = Vector256<short>.Zero;
        for (var block = (distinct - 1) / Vector256<byte>.Count * Vector256<byte>.Count; block >= 0; block -= Vector256<byte>.Count)
        {
            var mask = Vector256.LoadUnsafe(ref seen, (nuint)block).ExtractMostSignificantBits();
            if (mask == 0)
            {
                continue;
            }

            Vector256<byte>.Zero.StoreUnsafe(ref seen, (nuint)block);
            while (mask != 0)
            {
                var bit = BitOperations.Log2(mask);
                mask ^= 1u << bit;
                var rank = block + bit;
                if (last < 0)
                {
                    first = rank;
                }
                else if (minLeaf == 1 || (rowsRight >= minLeaf && samples - rowsRight >= minLeaf))
                {
                    var score = Score(_totals - right, right);
                    if (score >= best)                               // the lowest among equals
                    {
                        (best, bestRank, bestNext) = (score, rank, last);
                    }
                }

                if (minLeaf > 1)
                {
                    rowsRight += _rows[rank];
                    _rows[rank] = 0;
                }

                var at = (nuint)(rank * MostClasses);
                right += Vector256.LoadUnsafe(ref counts, at);
                Vector256<short>.Zero.StoreUnsafe(ref counts, at);
                last = rank;
            }
        }

        constant = first == last;
        return (bestRank, bestNext, best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Score(Vector256<short> left, Vector256<short> right)
    {
        var (leftSquares, rightSquares, weight) = (Dot(left, left), Dot(right, right), Dot(left, Vector256<short>.One));
        int l2, r2, l;
        if (Avx2.IsSupported)
        {
            var pairs = Avx2.HorizontalAdd(Avx2.HorizontalAdd(leftSquares, rightSquares), Avx2.HorizontalAdd(weight, weight));
            var sums = pairs.GetLower() + pairs.GetUpper();
            (l2, r2, l) = (sums[0], sums[1], sums[2]);
        }
        else
        {
            (l2, r2, l) = (Vector256.Sum(leftSquares), Vector256.Sum(rightSquares), Vector256.Sum(weight));
        }

        return ((double)l2 / l) + ((double)r2 / (_weight - l));
    }

    /// <summary>Products of neighbouring lanes, added in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Dot(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyAddAdjacent(a, b);
        }

        var ((a0, a1), (b0, b1)) = (Vector256.Widen(a), Vector256.Widen(b));
        return (a0 * b0) + (a1 * b1);                                // paired otherwise, which an integer sum does not show
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Widen<TRank>(TRank rank)
        where TRank : unmanaged =>
        typeof(TRank) == typeof(byte) ? (byte)(object)rank : (ushort)(object)rank;
}
