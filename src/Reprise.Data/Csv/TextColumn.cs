using Reprise.Core.Errors;

namespace Reprise.Data.Csv;

/// <summary>Texts of one column, end to end in one block.</summary>
internal sealed class TextColumn
{
    private char[] _text = new char[256];
    private int[] _ends = new int[64];

    public int Count { get; private set; }

    public ReadOnlySpan<char> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            var start = row == 0 ? 0 : _ends[row - 1];
            return _text.AsSpan(start, _ends[row] - start);
        }
    }

    public void Add(ReadOnlySpan<char> cell)
    {
        var used = Count == 0 ? 0 : _ends[Count - 1];
        if (cell.Length > _text.Length - used)
        {
            Array.Resize(ref _text, Grown(_text.Length, used + (long)cell.Length));
        }

        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Grown(_ends.Length, Count + 1L));
        }

        cell.CopyTo(_text.AsSpan(used));
        _ends[Count++] = used + cell.Length;
    }

    private static int Grown(int size, long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new RepriseException(
                ErrorCode.RequestLimitExceeded, "A column of the CSV text is larger than 2 Gi characters or rows; read it in parts with CsvRecordReader.");
        }

        return (int)Math.Min(Array.MaxLength, Math.Max(size * 2L, needed));
    }
}
