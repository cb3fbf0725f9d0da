namespace Reprise.Tracking.Audit;

/// <summary>One change, as the audit trail keeps it. Each record holds the hash of the one before, so that none can be changed, taken out or put in unseen.</summary>
public sealed record AuditRecord
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in milliseconds since the Unix epoch.</summary>
    public required long Time { get; init; }

    /// <summary>Who; see <see cref="Access.Actor.Name"/>.</summary>
    public required string Actor { get; init; }

    /// <summary>How the actor was known: the name of an <see cref="Access.ActorKind"/>.</summary>
    public required string ActorKind { get; init; }

    /// <summary>The public part of the API key that was used; empty without one.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>What was done, such as <c>registered-model.promote</c>; see <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of thing it was done to: the part of <see cref="Action"/> before the dot.</summary>
    public required string Kind { get; init; }

    /// <summary>Name or id of the thing.</summary>
    public required string Name { get; init; }

    /// <summary>What changed, a JSON object; texts over 2,000 characters are cut.</summary>
    public required string Detail { get; init; }

    /// <summary>The hash of the record before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over everything above, 64 lower-case hexadecimal digits; how is written in docs/audit.md.</summary>
    public required string Hash { get; init; }
}
