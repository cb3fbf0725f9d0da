using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Audit;

/// <summary>The tables of the trail: the records, and one row with the last, which writers lock in turn.</summary>
internal static class AuditTables
{
    public static OwnTableSteps Steps { get; } = new(
        "audit",
        [
            """
            CREATE TABLE reprise_audit (
              sequence BIGINT NOT NULL PRIMARY KEY,
              time BIGINT NOT NULL,
              actor TEXT NOT NULL,
              actor_kind TEXT NOT NULL,
              key_prefix TEXT NOT NULL,
              action TEXT NOT NULL,
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              detail TEXT NOT NULL,
              previous_hash TEXT NOT NULL,
              hash TEXT NOT NULL
            );
            CREATE INDEX reprise_audit_entity ON reprise_audit (kind, name, sequence);
            CREATE TABLE reprise_audit_head (id INTEGER NOT NULL PRIMARY KEY, head TEXT NOT NULL);
            INSERT INTO reprise_audit_head (id, head) VALUES (1, '0:0000000000000000000000000000000000000000000000000000000000000000')
            """,
        ]);
}
