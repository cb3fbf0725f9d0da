using Reprise.Core.Tables;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>Columns of a table, by name or by type.</summary>
public sealed record ColumnSet
{
    private readonly IReadOnlyList<string>? _names;
    private readonly ColumnType[] _types = [];

    private ColumnSet(IReadOnlyList<string> names) => _names = names;

    private ColumnSet(params ColumnType[] types) => _types = types;

    /// <summary>Every column of whole or real numbers.</summary>
    public static ColumnSet Numbers { get; } = new(ColumnType.Double, ColumnType.Long);

    /// <summary>Every column of text.</summary>
    public static ColumnSet Text { get; } = new(ColumnType.String);

    /// <summary>Every column of true and false.</summary>
    public static ColumnSet Booleans { get; } = new(ColumnType.Boolean);

    /// <summary>Every column of text or of true and false.</summary>
    public static ColumnSet Categories { get; } = new(ColumnType.String, ColumnType.Boolean);

    /// <summary>These columns, in this order.</summary>
    /// <exception cref="ArgumentException">No name is given.</exception>
    public static ColumnSet Named(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count > 0 ? new ColumnSet([.. names]) : throw new ArgumentException("Name at least one column.", nameof(names));
    }

    /// <inheritdoc/>
    public bool Equals(ColumnSet? other) =>
        other is not null
        && _types.AsSpan().SequenceEqual(other._types)
        && (_names is null ? other._names is null : other._names is not null && _names.SequenceEqual(other._names, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (_names ?? []).Aggregate(_types.Length, (hash, name) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(name)));

    /// <summary>The names, or the types in words: <c>[area, rooms]</c>, <c>every Double, Long</c>.</summary>
    public override string ToString() => _names is null ? $"every {string.Join(", ", _types)}" : $"[{string.Join(", ", _names)}]";

    /// <summary>The names of the columns a table has of this set; a name that is not there is a problem, a type that is not there none.</summary>
    internal IReadOnlyList<string> Choose(Table table, string block, ICollection<string> problems)
    {
        if (_names is null)
        {
            return [.. table.Columns.Where(column => _types.Contains(column.Type)).Select(column => column.Name)];
        }

        foreach (var name in _names.Where(name => !table.TryGetColumn(name, out _)))
        {
            problems.Add($"Block '{block}': column '{name}' is not in the table.");
        }

        return [.. _names.Where(name => table.TryGetColumn(name, out _))];
    }
}
