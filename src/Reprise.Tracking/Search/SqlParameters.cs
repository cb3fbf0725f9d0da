
using Dapper;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Search;

/// <summary>Parameters of a statement that is being written.</summary>
internal sealed class SqlParameters(SqlDialect dialect)
{
    private int _count;

    /// <summary>The database the statement is for.</summary>
    public SqlDialect Dialect => dialect;

    /// <summary>What ends each subquery of the condition, see <see cref="SqlDialect.Fence"/>.</summary>
    public string Fence { get; set; } = "";

    /// <summary>What is bound so far.</summary>
    public DynamicParameters Bound { get; } = new();

    /// <summary>Binds a value and returns the parameter to write into the statement.</summary>
    public string Add(object value)
    {
        var name = FormattableString.Invariant($"p{_count++}");
        Bound.Add(name, value);
        return "@" + name;
    }
}
