namespace Reprise.Tracking.Webhooks;

/// <summary>An address that is told of changes in the registry. The secret its messages are signed with is never read back.</summary>
public sealed record Webhook
{
    /// <summary>Id, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; null for nothing said.</summary>
    public string? Description { get; init; }

    /// <summary>Where messages are posted.</summary>
    public required string Url { get; init; }

    /// <summary>What it is told of; at least one.</summary>
    public required IReadOnlyList<WebhookEvent> Events { get; init; }

    /// <summary>Whether it is told at the moment.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long UpdatedAt { get; init; }
}

/// <summary>What a webhook is made of, or what of it is changed; null leaves it as it is.</summary>
public sealed record WebhookChange
{
    /// <summary>Name, at most 256 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Description, at most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Absolute https URL, at most 500 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Events, each once.</summary>
    public IReadOnlyList<WebhookEvent>? Events { get; init; }

    /// <summary>Secret of the signatures, at most 500 bytes of UTF-8; kept encrypted.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether it is told of events.</summary>
    public bool? IsActive { get; init; }
}
