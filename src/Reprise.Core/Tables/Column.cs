using System.Collections;

namespace Reprise.Core.Tables;

/// <summary>One named, typed, immutable column with nulls. See <see cref="Column{T}"/> for the values.</summary>
public abstract class Column
{
    private readonly BitArray? _nulls;

    private protected Column(string name, ColumnType type, int length, BitArray? nulls)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (nulls is not null && nulls.Length != length)
        {
            throw new ArgumentException($"Column '{name}' has {length} values and {nulls.Length} null marks.", nameof(nulls));
        }

        Name = name;
        Type = type;
        Length = length;
        _nulls = nulls is not null && nulls.HasAnySet() ? nulls : null;
    }

    /// <summary>The column's name, unique in its table (ordinal comparison).</summary>
    public string Name { get; }

    /// <summary>The type of the non-null values.</summary>
    public ColumnType Type { get; }

    /// <summary>Number of cells, nulls included.</summary>
    public int Length { get; }

    /// <summary>Whether any cell is null.</summary>
    public bool HasNulls => _nulls is not null;

    /// <summary>Whether the cell at a 0-based row is null.</summary>
    public bool IsNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Length, nameof(row));
        return _nulls is not null && _nulls[row];
    }

    /// <summary>The cell as a number: longs converted, booleans as 0 and 1, null as NaN.</summary>
    /// <exception cref="InvalidOperationException">The column is text.</exception>
    public abstract double NumberAt(int row);

    /// <summary>The cell as culture-invariant text that reads back to the same value; null for null.</summary>
    public abstract string? TextAt(int row);

    /// <summary>A copy with the given rows (0-based, in that order, repeats allowed).</summary>
    public abstract Column TakeRows(ReadOnlySpan<int> rows);

    /// <summary>The same values under another name; shares memory.</summary>
    public abstract Column Rename(string name);

    private protected BitArray? TakeNulls(ReadOnlySpan<int> rows)
    {
        if (_nulls is null)
        {
            return null;
        }

        var taken = new BitArray(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = _nulls[rows[i]];
        }

        return taken;
    }

    private protected BitArray? Nulls => _nulls;
}
