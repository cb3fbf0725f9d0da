using System.Text.Json;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Sqlite;

/// <summary>SQLite's way. <c>LIKE</c> minds case by a setting of every connection; one writer at a time needs no locks on rows.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static readonly SqliteDialect Instance = new();

    public override string NextExperimentId => "SELECT coalesce(max(experiment_id), 0) + 1 FROM experiments";

    public override string In(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override string NotIn(string column, string parameter) => $"{column} NOT IN (SELECT value FROM json_each({parameter}))";

    public override SqlList List(IEnumerable<string> values) => new(JsonSerializer.Serialize(values));

    public override SqlList List(IEnumerable<long> values) => new(JsonSerializer.Serialize(values));

    public override string Like(string column, string parameter) => $"{column} LIKE {parameter}";

    public override string LikeIgnoreCase(string column, string parameter) => $"lower({column}) LIKE lower({parameter})";

    public override string ByCode(string column) => column;

    public override string AsInserted(string table) => $"{table}.rowid";

    public override string Fence(int terms) => "";

    public override string Lock(RowLock rowLock) => "";
}
