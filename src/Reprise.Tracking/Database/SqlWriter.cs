using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Reprise.Tracking.Database;

/// <summary>
/// Statements of one write, which run whole or not at all. Values take the places <c>$1</c>, <c>$2</c> … of the statement, which is kept prepared:
/// its text must not hold values.
/// </summary>
internal abstract class SqlWriter(DbConnection connection, SqlDialect dialect) : SqlReader(connection, dialect)
{
    /// <summary>Runs a statement; returns the number of rows changed.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Runs one statement once for each list of values, in order; returns the number of rows each changed.</summary>
    public abstract int[] ExecuteAll(string sql, IReadOnlyList<object?[]> values);

    /// <summary>Runs statements without values, parted by semicolons, that are not kept prepared.</summary>
    public void Script(string sql) => Connection.Execute(sql);

    /// <summary>The first column of the first row, or the default when there is none or it is NULL.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values) => ScalarOf(sql, values) switch
    {
        null or DBNull => default,
        T value => value,
        var value => (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture),
    };

    /// <summary>The first column of the first row as the database has it.</summary>
    protected abstract object? ScalarOf(string sql, ReadOnlySpan<object?> values);
}
