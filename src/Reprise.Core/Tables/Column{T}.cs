using System.Collections;
using System.Globalization;

namespace Reprise.Core.Tables;

/// <summary>A column whose values are <typeparamref name="T"/>: <see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="string"/>.</summary>
public sealed class Column<T> : Column
    where T : notnull
{
    private readonly T[] _values;

    /// <summary>Takes over <paramref name="values"/> (no copy); cells marked in <paramref name="nulls"/> hold any value and read as null.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not one of the four column types.</exception>
    public Column(string name, T[] values, BitArray? nulls = null)
        : base(name, TypeOf(), (values ?? throw new ArgumentNullException(nameof(values))).Length, nulls) => _values = values;

    /// <summary>All cells; where <see cref="Column.IsNull"/> holds the value means nothing.</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <inheritdoc/>
    public override double NumberAt(int row) =>
        IsNull(row)
            ? double.NaN
            : _values[row] switch
            {
                double number => number,
                long number => number,
                bool flag => flag ? 1 : 0,
                _ => throw new InvalidOperationException($"Column '{Name}' is text; encode it before it is used as a number."),
            };

    /// <inheritdoc/>
    public override string? TextAt(int row) =>
        IsNull(row)
            ? null
            : _values[row] switch
            {
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                long number => number.ToString(CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                var text => text.ToString(),
            };

    /// <inheritdoc/>
    public override Column TakeRows(ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = _values[rows[i]];
        }

        return new Column<T>(Name, taken, TakeNulls(rows));
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new Column<T>(name, _values, Nulls);

    private static ColumnType TypeOf() =>
        typeof(T) == typeof(double) ? ColumnType.Double
        : typeof(T) == typeof(long) ? ColumnType.Long
        : typeof(T) == typeof(bool) ? ColumnType.Boolean
        : typeof(T) == typeof(string) ? ColumnType.String
        : throw new NotSupportedException($"A column holds double, long, bool or string, not {typeof(T)}.");
}
