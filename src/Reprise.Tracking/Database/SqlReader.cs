using System.Data;
using System.Data.Common;
using Dapper;

namespace Reprise.Tracking.Database;

/// <summary>
/// Queries of one transaction. Values are the members of an object, named <c>@name</c> in the statement; columns go to properties by name, to tuples by place.
/// Used by one piece of work at a time.
/// </summary>
internal class SqlReader(DbConnection connection, SqlDialect dialect)
{
    /// <summary>How statements are written for this database.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>For the classes of one database.</summary>
    protected DbConnection Connection => connection;

    /// <summary>The rows.</summary>
    public List<T> Query<T>(string sql, object? values = null) => connection.Query<T>(sql, values).AsList();

    /// <summary>The only row, or the default when there is none.</summary>
    public T? Find<T>(string sql, object? values = null) => connection.QuerySingleOrDefault<T>(sql, values);

    /// <summary>The first column of the only row.</summary>
    public T Value<T>(string sql, object? values = null) => connection.ExecuteScalar<T>(sql, values)!;

    /// <summary>The rows one by one, for queries of many.</summary>
    public IDataReader Rows(string sql, object? values = null) => connection.ExecuteReader(sql, values);
}
