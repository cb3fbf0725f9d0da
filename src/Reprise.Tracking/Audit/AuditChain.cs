using Reprise.Core.Errors;
using Reprise.Tracking.Access;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Audit;

/// <summary>Appends to the trail inside the transaction of a change. The row with the head is locked until it commits, so records follow each other.</summary>
internal static class AuditChain
{
    private const string HeadQuery = "SELECT head FROM reprise_audit_head WHERE id = 1";

    /// <summary>
    /// Runs a change with its notes: work and records are one transaction. Who acts is taken from the caller, now. The work may run again, each time
    /// with empty notes.
    /// </summary>
    public static Task<T> ChangeAsync<T>(
        this TrackingDatabase database, TimeProvider time, Func<SqlWriter, AuditNotes, T> work, CancellationToken cancellationToken)
    {
        var actor = Actor.Current;
        return database.WriteAsync(
            writer =>
            {
                var notes = new AuditNotes();
                var result = work(writer, notes);
                Append(writer, actor, time, notes);
                return result;
            },
            cancellationToken);
    }

    /// <inheritdoc cref="ChangeAsync{T}"/>
    public static Task ChangeAsync(this TrackingDatabase database, TimeProvider time, Action<SqlWriter, AuditNotes> work, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            time,
            (writer, notes) =>
            {
                work(writer, notes);
                return 0;
            },
            cancellationToken);

    /// <summary>Adds records for notes; last in a transaction, because others wait from here on.</summary>
    public static void Append(SqlWriter writer, Actor actor, TimeProvider time, AuditNotes notes)
    {
        if (notes.All.Count == 0)
        {
            return;
        }

        var head = ReadHead(writer.Scalar<string>(HeadQuery + writer.Dialect.Lock(RowLock.Change)));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = new List<object?[]>(notes.All.Count);
        foreach (var (action, name, detail) in notes.All)
        {
            var record = new AuditRecord
            {
                Sequence = head.Sequence + 1,
                Time = now,
                Actor = actor.Name,
                ActorKind = actor.Kind.ToString(),
                KeyPrefix = actor.KeyPrefix ?? "",
                Action = action,
                Kind = action[..action.IndexOf('.', StringComparison.Ordinal)],
                Name = name,
                Detail = detail,
                PreviousHash = head.Hash,
                Hash = "",
            };
            head = new AuditHead(record.Sequence, AuditHash.Of(record));
            rows.Add([record.Sequence, now, record.Actor, record.ActorKind, record.KeyPrefix, action, record.Kind, name, detail, record.PreviousHash, head.Hash]);
        }

        writer.ExecuteAll(
            """
            INSERT INTO reprise_audit (sequence, time, actor, actor_kind, key_prefix, action, kind, name, detail, previous_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            rows);
        writer.Execute("UPDATE reprise_audit_head SET head = $1 WHERE id = 1", head.ToString());
    }

    /// <summary>The head that the database notes beside the records.</summary>
    public static AuditHead Head(SqlReader reader) => ReadHead(reader.Find<string>(HeadQuery));

    private static AuditHead ReadHead(string? text) => AuditHead.TryParse(text, out var head)
        ? head
        : throw new RepriseException(
            ErrorCode.DataLoss,
            $"The audit trail's head is damaged (reprise_audit_head holds '{text}'): nothing can be changed without a record. `reprise audit verify` says what holds; restore the database from a backup.");
}
