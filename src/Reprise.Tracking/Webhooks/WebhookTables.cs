using Reprise.Tracking.Schema;

namespace Reprise.Tracking.Webhooks;

/// <summary>The outbox: what webhooks are still to be told, written in the transaction of the change itself.</summary>
internal static class WebhookTables
{
    public static OwnTableSteps Steps { get; } = new(
        "webhooks",
        [
            """
            CREATE TABLE reprise_webhook_deliveries (
                delivery_id TEXT NOT NULL PRIMARY KEY,
                webhook_id TEXT NOT NULL,
                event TEXT NOT NULL,
                body TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                attempts INTEGER NOT NULL,
                state TEXT NOT NULL,
                http_status INTEGER,
                problem TEXT
            );
            CREATE INDEX reprise_webhook_deliveries_due ON reprise_webhook_deliveries (state, due_at);
            CREATE INDEX reprise_webhook_deliveries_webhook ON reprise_webhook_deliveries (webhook_id, state, created_at)
            """,
        ]);
}
