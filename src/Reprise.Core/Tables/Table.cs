using System.Diagnostics.CodeAnalysis;

namespace Reprise.Core.Tables;

/// <summary>Named, typed columns of one length: the unit that data rooms hand to learning and serving. Immutable; safe to share between threads.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _index;

    /// <summary>A table of the given columns, in their order.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or two columns share a name (compared ordinally).</exception>
    public Table(IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length != columns[0].Length)
            {
                throw new ArgumentException(
                    $"Column '{columns[i].Name}' has {columns[i].Length} rows, '{columns[0].Name}' has {columns[0].Length}; all columns have the same rows.",
                    nameof(columns));
            }

            if (!_index.TryAdd(columns[i].Name, i))
            {
                throw new ArgumentException($"Two columns are called '{columns[i].Name}'; names are unique.", nameof(columns));
            }
        }

        Columns = [.. columns];
        RowCount = columns.Count == 0 ? 0 : columns[0].Length;
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The column of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names there are.</exception>
    public Column this[string name] =>
        TryGetColumn(name, out var column)
            ? column
            : throw new KeyNotFoundException(
                $"No column '{name}'. The table has: {string.Join(", ", Columns.Take(60).Select(c => c.Name))}{(Columns.Count > 60 ? ", …" : "")}.");

    /// <summary>Looks a column up by name (ordinal).</summary>
    public bool TryGetColumn(string name, [NotNullWhen(true)] out Column? column)
    {
        column = _index.TryGetValue(name, out var i) ? Columns[i] : null;
        return column is not null;
    }

    /// <summary>The named columns, in the given order; shares memory.</summary>
    /// <exception cref="KeyNotFoundException">A name is not in the table.</exception>
    public Table Select(IEnumerable<string> names) => new([.. names.Select(name => this[name])]);

    /// <summary>All columns but the named ones; names that are not there are ignored. Shares memory.</summary>
    public Table Without(params ReadOnlySpan<string> names)
    {
        var dropped = new HashSet<string>(names.ToArray(), StringComparer.Ordinal);
        return new Table([.. Columns.Where(column => !dropped.Contains(column.Name))]);
    }

    /// <summary>The table with one column added at the end, or replaced in place when the name exists.</summary>
    public Table With(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _index.TryGetValue(column.Name, out var at)
            ? new Table([.. Columns.Select((existing, i) => i == at ? column : existing)])
            : new Table([.. Columns, column]);
    }

    /// <summary>A copy of the given rows (0-based, in that order, repeats allowed).</summary>
    public Table TakeRows(ReadOnlySpan<int> rows)
    {
        var taken = new Column[Columns.Count];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = Columns[i].TakeRows(rows);
        }

        return new Table(taken);
    }
}
