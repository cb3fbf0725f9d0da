namespace Reprise.Tracking.Database;

/// <summary>
/// The few pieces of SQL that databases write differently. All else in the stores is the same text for each: <c>ON CONFLICT</c> with its columns,
/// <c>NULLS LAST</c>, row values, booleans as conditions, <c>CASE</c> instead of arithmetic on booleans.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>A condition: the column's value is in a list of any length, which is one parameter made by <see cref="List(IEnumerable{string})"/>.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>A condition: the column's value is not in a list.</summary>
    public abstract string NotIn(string column, string parameter);

    /// <summary>The value of the parameter of <see cref="In"/>.</summary>
    public abstract SqlList List(IEnumerable<string> values);

    /// <inheritdoc cref="List(IEnumerable{string})"/>
    public abstract SqlList List(IEnumerable<long> values);

    /// <summary>A condition: <c>%</c> and <c>_</c> stand for any text and any character, no character for itself; case matters.</summary>
    public abstract string Like(string column, string parameter);

    /// <summary>As <see cref="Like"/>; the case of ASCII letters does not matter.</summary>
    public abstract string LikeIgnoreCase(string column, string parameter);

    /// <summary>A term of ORDER BY: texts by their characters' codes, on every machine alike.</summary>
    public abstract string ByCode(string column);

    /// <summary>A term of ORDER BY: rows of a table or alias in the order they were inserted; a row that was changed since may come later.</summary>
    public abstract string AsInserted(string table);

    /// <summary>The end of a subquery of a filter with a number of terms: keeps the planner from trying all orders of many joins.</summary>
    public abstract string Fence(int terms);

    /// <summary>The end of a query that keeps the rows it finds from being changed by others until the transaction ends.</summary>
    public abstract string Lock(RowLock rowLock);

    /// <summary>A query for an id no experiment has had.</summary>
    public abstract string NextExperimentId { get; }
}

/// <summary>What others may not do to a row until the transaction ends.</summary>
internal enum RowLock
{
    /// <summary>They may do anything: the row is only looked at.</summary>
    None,

    /// <summary>They may not change it: something is hung on it that needs it as it is.</summary>
    Keep,

    /// <summary>They may neither change it nor hang anything on it: it will be changed.</summary>
    Change,
}
