namespace Reprise.Tracking.Experiments;

/// <summary>What experiments to return and in which order.</summary>
public sealed record ExperimentQuery
{
    /// <summary>MLflow filter over name, creation_time, last_update_time and tags; null or empty for all.</summary>
    public string? Filter { get; init; }

    /// <summary>MLflow order clauses such as <c>name ASC</c>; default newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Items per page, 1 to 50,000. Default 1,000.</summary>
    public int MaxResults { get; init; } = 1000;

    /// <summary>Which lifecycle stages.</summary>
    public ViewType View { get; init; }

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }

    /// <summary>What the caller may see at all; null for everything.</summary>
    internal Access.VisibleKeys? Visible { get; init; }
}
