using System.Text.Json;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Webhooks;

/// <summary>
/// What webhooks are to be told, in the database of the changes. A message is written in the transaction of its change: told of if and only if the change is
/// there, also after a crash. Deliveries are at least once: an attempt is entered before it is made.
/// </summary>
internal sealed class WebhookOutbox(TrackingDatabase database, TimeProvider time)
{
    /// <summary>Messages that may wait for one webhook; when more come, the oldest is given up.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>How long messages that were given up can be looked at.</summary>
    public static readonly TimeSpan KeepFailed = TimeSpan.FromDays(7);

    /// <summary>Enters a message for every active webhook that hears of the event.</summary>
    public static void Raise(SqlWriter writer, DateTimeOffset now, WebhookEvent happened, Action<Utf8JsonWriter> data)
    {
        var webhooks = writer.Query<string>(
            """
            SELECT w.webhook_id FROM webhooks w JOIN webhook_events e ON e.webhook_id = w.webhook_id
            WHERE e.entity = @Entity AND e.action = @Action AND w.status = 'ACTIVE' AND w.deleted_timestamp IS NULL
            """,
            new { happened.Entity, happened.Action });
        if (webhooks.Count == 0)
        {
            return;
        }

        var body = WebhookBody.Of(happened, now, data);
        foreach (var webhook in webhooks)
        {
            writer.Execute(
                """
                INSERT INTO reprise_webhook_deliveries (delivery_id, webhook_id, event, body, created_at, due_at, attempts, state)
                VALUES ($1, $2, $3, $4, $5, $5, 0, 'PENDING')
                """,
                Guid.NewGuid().ToString("D"), webhook, happened.ToString(), body, now.ToUnixTimeMilliseconds());
            if (writer.Scalar<long>("SELECT count(*) FROM reprise_webhook_deliveries WHERE webhook_id = $1 AND state = 'PENDING'", webhook) > MaxWaiting)
            {
                writer.Execute(
                    """
                    UPDATE reprise_webhook_deliveries SET state = 'FAILED', problem = 'Too many messages wait for this webhook; the oldest was given up.'
                    WHERE delivery_id = (SELECT delivery_id FROM reprise_webhook_deliveries WHERE webhook_id = $1 AND state = 'PENDING'
                                         ORDER BY created_at, delivery_id LIMIT 1)
                    """,
                    webhook);
            }
        }
    }

    /// <summary>Messages whose time has come, oldest first, each taken for <paramref name="lease"/>: nobody else takes it before that is over.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> TakeAsync(int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var due = await database.ReadAsync(
            reader => reader.Query<WebhookDeliveryRow>(
                $"""
                SELECT {WebhookDeliveryRow.Columns} FROM reprise_webhook_deliveries d WHERE d.state = 'PENDING' AND d.due_at <= @now
                ORDER BY d.created_at, {reader.Dialect.ByCode("d.delivery_id")} LIMIT @most
                """,
                new { now, most = (long)most }),
            cancellationToken).ConfigureAwait(false);
        return due.Count == 0 ? [] : await database.WriteAsync<IReadOnlyList<WebhookDelivery>>(
            writer =>
            [
                .. due.Where(row => writer.Execute(
                    "UPDATE reprise_webhook_deliveries SET due_at = $2, attempts = attempts + 1 WHERE delivery_id = $1 AND state = 'PENDING' AND due_at <= $3",
                    row.Id, now + (long)lease.TotalMilliseconds, now) == 1)
                    .Select(row => row.ToDelivery() with { Attempts = (int)row.Attempts + 1 }),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The message has arrived and is forgotten.</summary>
    public Task DoneAsync(WebhookDelivery delivery, CancellationToken cancellationToken) => database.WriteAsync(
        writer =>
        {
            writer.Execute("DELETE FROM reprise_webhook_deliveries WHERE delivery_id = $1", delivery.Id);
        },
        cancellationToken);

    /// <summary>The message has not arrived: it is tried again after <paramref name="wait"/>, or given up when that is null.</summary>
    public Task FailedAsync(WebhookDelivery delivery, TimeSpan? wait, int? httpStatus, string problem, CancellationToken cancellationToken)
    {
        var due = (time.GetUtcNow() + (wait ?? TimeSpan.Zero)).ToUnixTimeMilliseconds();
        return database.WriteAsync(
            writer =>
            {
                writer.Execute(
                    "UPDATE reprise_webhook_deliveries SET state = $2, due_at = $3, http_status = $4, problem = $5 WHERE delivery_id = $1",
                    delivery.Id, wait is null ? WebhookDeliveryRow.Failed : WebhookDeliveryRow.Pending, due, (long?)httpStatus, problem);
            },
            cancellationToken);
    }

    /// <summary>Forgets messages that were given up long ago.</summary>
    public Task PruneAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - KeepFailed).ToUnixTimeMilliseconds();
        return database.WriteAsync(
            writer =>
            {
                writer.Execute("DELETE FROM reprise_webhook_deliveries WHERE state = 'FAILED' AND due_at < $1", before);
            },
            cancellationToken);
    }
}
