namespace Reprise.Tracking.Runs;

/// <summary>What runs to return and in which order.</summary>
public sealed record RunQuery
{
    /// <summary>The experiments searched; none gives no runs.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>MLflow filter over metrics, params, tags, attributes and datasets, also with OR, NOT, parentheses and IS NULL; null or empty for all.</summary>
    public string? Filter { get; init; }

    /// <summary>MLflow order clauses such as <c>metrics.accuracy DESC</c>; default newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Items per page, 1 to 50,000. Default 1,000.</summary>
    public int MaxResults { get; init; } = 1000;

    /// <summary>Which lifecycle stages.</summary>
    public ViewType View { get; init; }

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }
}
