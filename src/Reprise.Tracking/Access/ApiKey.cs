namespace Reprise.Tracking.Access;

/// <summary>What is kept of an API key; its secret is shown once, when it is made. Times are milliseconds since the Unix epoch.</summary>
public sealed record ApiKey
{
    /// <summary>The public part, 12 letters and digits: names the key in lists and logs.</summary>
    public required string Prefix { get; init; }

    /// <summary>The account it acts for.</summary>
    public required string Account { get; init; }

    /// <summary>What it is for, in words; may be empty.</summary>
    public required string Label { get; init; }

    /// <summary>When it was made.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>When it was last used, to the minute; null for never.</summary>
    public long? LastUsedAt { get; init; }

    /// <summary>Whether it opens anything at this time.</summary>
    public bool IsUsable(long now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);
}
