using Reprise.Tracking.Database;

namespace Reprise.Tracking.Postgres;

/// <summary>
/// PostgreSQL's way. Texts are compared and ordered by their codes whatever the locale of the database, so that every installation answers alike;
/// a backslash in a pattern stands for itself, as it does in SQLite.
/// </summary>
internal sealed class PostgresDialect : SqlDialect
{
    private const int MaxJoinedTerms = 6;

    public static readonly PostgresDialect Instance = new();

    // MLflow's column takes its ids from a sequence; an id made otherwise would collide with one of MLflow's later.
    public override string NextExperimentId => "SELECT nextval(pg_get_serial_sequence('experiments', 'experiment_id'))";

    public override string In(string column, string parameter) => $"{column} = ANY({parameter})";

    public override string NotIn(string column, string parameter) => $"{column} <> ALL({parameter})";

    public override SqlList List(IEnumerable<string> values) => new(values.ToArray());

    public override SqlList List(IEnumerable<long> values) => new(values.ToArray());

    public override string Like(string column, string parameter) => $"{column} LIKE {parameter} ESCAPE ''";

    public override string LikeIgnoreCase(string column, string parameter) =>
        $"""lower({column} COLLATE "C") LIKE lower({parameter} COLLATE "C") ESCAPE ''""";

    public override string ByCode(string column) => $"{column} COLLATE \"C\"";

    public override string AsInserted(string table) => $"{table}.ctid";

    // The planner joins what EXISTS asks for, which lets it begin with the rarest condition; with many it thinks longer than it works (40: 1.3 s).
    public override string Fence(int terms) => terms > MaxJoinedTerms ? " OFFSET 0" : "";

    public override string Lock(RowLock rowLock) => rowLock switch
    {
        RowLock.Keep => " FOR SHARE",
        RowLock.Change => " FOR NO KEY UPDATE",
        _ => "",
    };
}
