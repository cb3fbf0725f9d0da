using System.Data;
using Reprise.Tracking.Database;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Audit;

/// <summary>Reads and checks the trail in the database.</summary>
internal sealed class AuditStore(TrackingDatabase database) : IAuditStore
{
    /// <summary>The columns of a record, by the names of its properties.</summary>
    public const string Columns =
        "sequence AS Sequence, time AS Time, actor AS Actor, actor_kind AS ActorKind, key_prefix AS KeyPrefix, action AS Action, kind AS Kind, name AS Name, "
        + "detail AS Detail, previous_hash AS PreviousHash, hash AS Hash";

    public Task<Page<AuditRecord>> SearchAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        SearchRules.ValidateMaxResults(query.MaxResults, AuditQuery.MaxPage);
        // A token is the number of the last record of the page before: records that come meanwhile shift nothing.
        var before = query.PageToken is { Length: > 0 } token ? PageToken.Decode(token) : long.MaxValue;
        var conditions = string.Concat(new (object? Value, string Sql)[]
        {
            (query.Kind, " AND kind = @Kind"), (query.Name, " AND name = @Name"), (query.Action, " AND action = @Action"), (query.Actor, " AND actor = @Actor"),
            (query.Since, " AND time >= @Since"), (query.Until, " AND time <= @Until"),
        }.Where(condition => condition.Value is not null).Select(condition => condition.Sql));
        return database.ReadAsync(
            reader =>
            {
                var rows = reader.Query<AuditRow>(
                    $"SELECT {Columns} FROM reprise_audit WHERE sequence < @before{conditions} ORDER BY sequence DESC LIMIT @limit",
                    new { before, limit = query.MaxResults + 1, query.Kind, query.Name, query.Action, query.Actor, query.Since, query.Until });
                var records = rows.Take(query.MaxResults).Select(row => row.ToRecord()).ToList();
                return new Page<AuditRecord>(records, rows.Count > query.MaxResults ? PageToken.Encode(records[^1].Sequence) : null);
            },
            cancellationToken);
    }

    public Task<AuditHead> GetHeadAsync(CancellationToken cancellationToken = default) => database.ReadAsync(AuditChain.Head, cancellationToken);

    public Task<AuditVerdict> VerifyAsync(AuditHead? kept = null, CancellationToken cancellationToken = default) => database.ReadAsync(
        reader =>
        {
            var check = new AuditCheck(kept);
            using (var rows = reader.Rows($"SELECT {Columns} FROM reprise_audit ORDER BY sequence"))
            {
                while (rows.Read() && check.Take(Read(rows)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            return check.End(reader.Find<string>("SELECT head FROM reprise_audit_head WHERE id = 1"));
        },
        cancellationToken);

    private static AuditRecord Read(IDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Time = row.GetInt64(1),
        Actor = row.GetString(2),
        ActorKind = row.GetString(3),
        KeyPrefix = row.GetString(4),
        Action = row.GetString(5),
        Kind = row.GetString(6),
        Name = row.GetString(7),
        Detail = row.GetString(8),
        PreviousHash = row.GetString(9),
        Hash = row.GetString(10),
    };
}

/// <summary>A row of the table <c>reprise_audit</c>.</summary>
internal sealed class AuditRow
{
    public long Sequence { get; set; }

    public long Time { get; set; }

    public string Actor { get; set; } = "";

    public string ActorKind { get; set; } = "";

    public string KeyPrefix { get; set; } = "";

    public string Action { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string Detail { get; set; } = "";

    public string PreviousHash { get; set; } = "";

    public string Hash { get; set; } = "";

    public AuditRecord ToRecord() => new()
    {
        Sequence = Sequence,
        Time = Time,
        Actor = Actor,
        ActorKind = ActorKind,
        KeyPrefix = KeyPrefix,
        Action = Action,
        Kind = Kind,
        Name = Name,
        Detail = Detail,
        PreviousHash = PreviousHash,
        Hash = Hash,
    };
}
