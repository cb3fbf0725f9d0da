using Dapper;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Search;

/// <summary>A search as one parameterised statement, without its LIMIT.</summary>
internal sealed record SearchSelect(string Sql, DynamicParameters Parameters, long Offset, int Size)
{
    /// <summary>Runs it for one page.</summary>
    /// <param name="reader">Where.</param>
    /// <param name="load">Turns rows into items, one for one.</param>
    /// <param name="lookAhead">Whether a token is given only when another item exists; otherwise whenever the page is full, as MLflow does for runs.</param>
    public Page<TItem> Page<TRow, TItem>(SqlReader reader, Func<TRow[], List<TItem>> load, bool lookAhead)
    {
        Parameters.Add("limit", lookAhead ? Size + 1L : Size);
        Parameters.Add("offset", Offset);
        var rows = reader.Query<TRow>($"{Sql} LIMIT @limit OFFSET @offset", Parameters).ToArray();
        var more = lookAhead ? rows.Length > Size : rows.Length == Size;
        return new Page<TItem>(load(rows.Length > Size ? rows[..Size] : rows), more ? PageToken.Encode(Offset + Size) : null);
    }
}
