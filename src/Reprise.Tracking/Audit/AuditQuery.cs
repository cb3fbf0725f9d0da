namespace Reprise.Tracking.Audit;

/// <summary>What records to return, newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>Records a page may hold.</summary>
    public const int MaxPage = 1000;

    /// <summary>Only this kind of thing, such as <c>registered-model</c>; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only the thing of this name or id; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Only this action, such as <c>registered-model.promote</c>; null for all.</summary>
    public string? Action { get; init; }

    /// <summary>Only this actor; null for all.</summary>
    public string? Actor { get; init; }

    /// <summary>Only from this time on, in milliseconds since the Unix epoch; null for all.</summary>
    public long? Since { get; init; }

    /// <summary>Only up to this time, in milliseconds since the Unix epoch; null for all.</summary>
    public long? Until { get; init; }

    /// <summary>Records per page, 1 to 1,000. Default 100.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }
}
