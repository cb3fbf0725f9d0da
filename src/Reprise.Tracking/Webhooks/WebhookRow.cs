namespace Reprise.Tracking.Webhooks;

/// <summary>A row of the table <c>webhooks</c>.</summary>
internal sealed class WebhookRow
{
    public const string Active = "ACTIVE";

    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Description { get; set; }

    public string Url { get; set; } = "";

    public string Status { get; set; } = "";

    public long? CreatedAt { get; set; }

    public long? UpdatedAt { get; set; }

    public Webhook ToWebhook(IReadOnlyList<WebhookEvent> events) => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        Url = Url,
        Events = events,
        IsActive = Status == Active,
        CreatedAt = CreatedAt ?? 0,
        UpdatedAt = UpdatedAt ?? 0,
    };
}

/// <summary>A row of the table <c>reprise_webhook_deliveries</c>.</summary>
internal sealed class WebhookDeliveryRow
{
    public const string Pending = "PENDING", Failed = "FAILED";

    public const string Columns =
        "d.delivery_id AS Id, d.webhook_id AS WebhookId, d.event AS Event, d.body AS Body, d.created_at AS CreatedAt, d.due_at AS DueAt, "
        + "d.attempts AS Attempts, d.state AS State, d.http_status AS HttpStatus, d.problem AS Problem";

    public string Id { get; set; } = "";

    public string WebhookId { get; set; } = "";

    public string Event { get; set; } = "";

    public string Body { get; set; } = "";

    public long CreatedAt { get; set; }

    public long DueAt { get; set; }

    public long Attempts { get; set; }

    public string State { get; set; } = "";

    public long? HttpStatus { get; set; }

    public string? Problem { get; set; }

    public WebhookDelivery ToDelivery() => new()
    {
        Id = Id,
        WebhookId = WebhookId,
        Event = Event,
        Body = Body,
        CreatedAt = CreatedAt,
        DueAt = DueAt,
        Attempts = (int)Attempts,
        HasFailed = State == Failed,
        HttpStatus = (int?)HttpStatus,
        Problem = Problem,
    };
}
