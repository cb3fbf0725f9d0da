using System.Runtime.InteropServices;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>Ranks a few neighbouring columns: codes their values by order of appearance while they have at most 256, then renames codes to ranks. One per worker.</summary>
internal sealed class ColumnRanker(int columns)
{
    private const int MostValues = 256;
    private const int Slots = 1024;                                  // a quarter full at most
    private const int Shift = 64 - 10;

    private readonly long[] _keys = new long[columns * Slots];
    private readonly short[] _codes = new short[columns * Slots];    // 0 is free, else 1 + code
    private readonly double[] _values = new double[columns * MostValues];
    private readonly int[] _counts = new int[columns];
    private readonly double[] _last = new double[columns];
    private readonly byte[] _lastCode = new byte[columns];
    private int _columns;

    /// <summary>Whether some column still has at most 256 distinct values.</summary>
    public bool AnyNarrow => _counts.AsSpan(0, _columns).ContainsAnyInRange(0, MostValues);

    /// <summary>Forgets the columns before.</summary>
    public void Start(int count)
    {
        _columns = count;
        _codes.AsSpan().Clear();
        _counts.AsSpan().Clear();
        _last.AsSpan().Fill(double.NaN);
    }

    /// <summary>Writes the codes of one row's values, one column every <paramref name="stride"/> bytes.</summary>
    public void AddRow(ReadOnlySpan<double> values, byte[] codes, int at, int stride)
    {
        for (var i = 0; i < values.Length; i++, at += stride)
        {
            var value = values[i];
            if (value != _last[i])
            {
                if (_counts[i] > MostValues)
                {
                    continue;
                }

                _lastCode[i] = Code(i, value + 0.0);                 // −0 and 0 are one value: always written as 0
                _last[i] = value;
            }

            codes[at] = _lastCode[i];
        }
    }

    /// <summary>Renames a column's codes to ranks and gives its distinct values in order; false when there are too many for a byte.</summary>
    public bool TryFinish(int column, Span<byte> codes, out double[] values)
    {
        var count = _counts[column];
        if (count > MostValues)
        {
            values = [];
            return false;
        }

        values = _values.AsSpan(column * MostValues, count).ToArray();
        var order = new byte[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = (byte)i;
        }

        values.AsSpan().Sort(order.AsSpan());
        Span<byte> ranks = stackalloc byte[MostValues];
        for (var rank = 0; rank < count; rank++)
        {
            ranks[order[rank]] = (byte)rank;
        }

        foreach (ref var code in codes)
        {
            code = ranks[code];
        }

        return true;
    }

    /// <summary>Ranks of a column of many distinct values.</summary>
    public static int[] Sort(MatrixView x, int column, out double[] values)
    {
        var keys = new double[x.Rows];
        x.CopyColumn(column, keys);
        var order = new int[x.Rows];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        keys.AsSpan().Sort(order.AsSpan());
        var ranks = new int[x.Rows];
        var rank = 0;
        for (var at = 0; at < order.Length; at++)
        {
            if (at == 0)
            {
                keys[0] += 0.0;
            }
            else if (keys[at] != keys[rank])
            {
                keys[++rank] = keys[at] + 0.0;
            }

            ranks[order[at]] = rank;
        }

        values = keys[..(rank + 1)];
        return ranks;
    }

    private byte Code(int column, double value)
    {
        var key = BitConverter.DoubleToInt64Bits(value);
        var slot = (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> Shift);
        for (; ; slot = (slot + 1) & (Slots - 1))
        {
            ref var code = ref _codes[(column * Slots) + slot];
            ref var taken = ref _keys[(column * Slots) + slot];
            if (code == 0)
            {
                var count = _counts[column]++;
                if (count == MostValues)
                {
                    return 0;                                        // one too many: the column is sorted instead
                }

                taken = key;
                code = (short)(1 + count);
                _values[(column * MostValues) + count] = value;
            }

            if (taken == key)
            {
                return (byte)(code - 1);
            }
        }
    }
}
