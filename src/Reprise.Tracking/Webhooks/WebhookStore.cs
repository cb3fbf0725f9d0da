using Reprise.Core.Errors;
using Reprise.Tracking.Database;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Webhooks;

/// <summary>Webhooks in MLflow's tables. A deleted one stays as a row with the time of its deletion, without its secret.</summary>
internal sealed class WebhookStore(TrackingDatabase database, WebhookSecrets secrets, TimeProvider time) : IWebhookStore
{
    private const string Columns =
        "w.webhook_id AS Id, w.name AS Name, w.description AS Description, w.url AS Url, w.status AS Status, "
        + "w.creation_timestamp AS CreatedAt, w.last_updated_timestamp AS UpdatedAt";

    /// <summary>Whether http:// is allowed beside https://; set by the server's options.</summary>
    public bool AllowHttp { get; set; }

    public Task<Webhook> CreateAsync(WebhookChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (name, url) = (Required(change.Name, "name"), Required(change.Url, "url"));
        var events = change.Events ?? throw Invalid.Missing("events");
        WebhookRules.Validate(change, AllowHttp);
        var id = Guid.NewGuid().ToString("N");
        var secret = Sealed(change.Secret, id);
        return database.WriteAsync(
            writer =>
            {
                if (writer.Value<long>("SELECT count(*) FROM webhooks WHERE deleted_timestamp IS NULL") >= WebhookRules.MaxWebhooks)
                {
                    throw Invalid.Parameter(FormattableString.Invariant($"At most {WebhookRules.MaxWebhooks} webhooks can exist. Delete one first."));
                }

                writer.Execute(
                    """
                    INSERT INTO webhooks (webhook_id, name, description, url, status, secret, creation_timestamp, last_updated_timestamp)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
                    """,
                    id, name, Text(change.Description), url, Status(change.IsActive ?? true), secret, Now());
                PutEvents(writer, id, events);
                return Require(writer, id);
            },
            cancellationToken);
    }

    public Task<Webhook> GetAsync(string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(reader => Require(reader, id), cancellationToken);

    public Task<Page<Webhook>> ListAsync(int maxResults = 100, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        if (maxResults is < 1 or > WebhookRules.MaxPage)
        {
            throw Invalid.Parameter(FormattableString.Invariant($"max_results must be between 1 and {WebhookRules.MaxPage}."));
        }

        var offset = PageToken.Decode(pageToken);
        return database.ReadAsync(
            reader =>
            {
                var rows = reader.Query<WebhookRow>(
                    $"""
                    SELECT {Columns} FROM webhooks w WHERE w.deleted_timestamp IS NULL
                    ORDER BY w.creation_timestamp DESC, {reader.Dialect.ByCode("w.webhook_id")} LIMIT @limit OFFSET @offset
                    """,
                    new { limit = maxResults + 1L, offset });
                var more = rows.Count > maxResults;
                return new Page<Webhook>(WithEvents(reader, more ? rows[..maxResults] : rows), more ? PageToken.Encode(offset + maxResults) : null);
            },
            cancellationToken);
    }

    public Task<Webhook> UpdateAsync(string id, WebhookChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        WebhookRules.Validate(change, AllowHttp);
        var secret = Sealed(change.Secret, id);
        return database.WriteAsync(
            writer =>
            {
                Require(writer, id);
                writer.Execute(
                    """
                    UPDATE webhooks SET name = coalesce($2, name), description = coalesce($3, description), url = coalesce($4, url), status = coalesce($5, status),
                           secret = coalesce($6, secret), last_updated_timestamp = $7
                    WHERE webhook_id = $1
                    """,
                    id, change.Name, change.Description, change.Url, change.IsActive is { } active ? Status(active) : null, secret, Now());
                if (change.Events is { } events)
                {
                    writer.Execute("DELETE FROM webhook_events WHERE webhook_id = $1", id);
                    PutEvents(writer, id, events);
                }

                return Require(writer, id);
            },
            cancellationToken);
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) => database.WriteAsync(
        writer =>
        {
            Require(writer, id);
            writer.Execute("UPDATE webhooks SET deleted_timestamp = $2, last_updated_timestamp = $2, secret = NULL WHERE webhook_id = $1", id, Now());
            writer.Execute("DELETE FROM reprise_webhook_deliveries WHERE webhook_id = $1", id);
        },
        cancellationToken);

    public Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<WebhookDelivery>>(
            reader =>
            {
                Require(reader, id);
                return [.. reader.Query<WebhookDeliveryRow>(
                    $"""
                    SELECT {WebhookDeliveryRow.Columns} FROM reprise_webhook_deliveries d WHERE d.webhook_id = @id
                    ORDER BY d.created_at DESC, {reader.Dialect.ByCode("d.delivery_id")} LIMIT {WebhookRules.MaxPage}
                    """,
                    new { id }).Select(row => row.ToDelivery())];
            },
            cancellationToken);

    /// <summary>The secret of a webhook's signatures; null when it has none.</summary>
    public async Task<string?> SecretAsync(string id, CancellationToken cancellationToken)
    {
        var kept = await database.ReadAsync(
            reader => reader.Query<string?>("SELECT secret FROM webhooks WHERE webhook_id = @id", new { id }).FirstOrDefault(), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(kept) ? null : secrets.Decrypt(kept, id);
    }

    private static Webhook Require(SqlReader reader, string id) =>
        reader.Find<WebhookRow>($"SELECT {Columns} FROM webhooks w WHERE w.webhook_id = @id AND w.deleted_timestamp IS NULL", new { id }) is { } row
            ? WithEvents(reader, [row])[0]
            : throw WebhookRules.NotFound(id);

    private static List<Webhook> WithEvents(SqlReader reader, IReadOnlyList<WebhookRow> rows)
    {
        var events = reader.Query<(string Id, string Entity, string Action)>(
            $"SELECT e.webhook_id, e.entity, e.action FROM webhook_events e WHERE {reader.Dialect.In("e.webhook_id", "@ids")}",
            new { ids = reader.Dialect.List(rows.Select(row => row.Id)) })
            .ToLookup(row => row.Id, row => new WebhookEvent(row.Entity, row.Action));
        return [.. rows.Select(row => row.ToWebhook([.. events[row.Id].OrderBy(one => one.ToString(), StringComparer.Ordinal)]))];
    }

    private static void PutEvents(SqlWriter writer, string id, IReadOnlyList<WebhookEvent> events)
    {
        foreach (var (entity, action) in events.Distinct())
        {
            writer.Execute("INSERT INTO webhook_events (webhook_id, entity, action) VALUES ($1, $2, $3)", id, entity, action);
        }
    }

    private static string Required(string? value, string parameter) => string.IsNullOrEmpty(value) ? throw Invalid.Missing(parameter) : value;

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Status(bool active) => active ? WebhookRow.Active : "DISABLED";

    private string? Sealed(string? secret, string id) => string.IsNullOrEmpty(secret) ? null : secrets.Encrypt(secret, id);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
