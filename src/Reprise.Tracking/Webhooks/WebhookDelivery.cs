namespace Reprise.Tracking.Webhooks;

/// <summary>A message a webhook is still to be told, or could not be told. Delivered ones are gone.</summary>
public sealed record WebhookDelivery
{
    /// <summary>Id; the same on each attempt, so that a receiver knows a message it has had.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it is for.</summary>
    public required string WebhookId { get; init; }

    /// <summary>What happened, such as <c>model_version.created</c>.</summary>
    public required string Event { get; init; }

    /// <summary>The message, JSON.</summary>
    public required string Body { get; init; }

    /// <summary>When it happened, Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When it is tried next, Unix milliseconds.</summary>
    public long DueAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether it was given up.</summary>
    public bool HasFailed { get; init; }

    /// <summary>The receiver's last answer; null when there was none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why the last attempt did not succeed; null before the first.</summary>
    public string? Problem { get; init; }
}
