namespace Reprise.Tracking.Registry;

/// <summary>What registered models or model versions to return and in which order.</summary>
public sealed record RegistryQuery
{
    /// <summary>MLflow filter; null or empty for all.</summary>
    public string? Filter { get; init; }

    /// <summary>MLflow order clauses; default by name, versions newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Items per page; null for the default (100 models, 10,000 versions).</summary>
    public int? MaxResults { get; init; }

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }

    /// <summary>What the caller may see at all; null for everything.</summary>
    internal Access.VisibleKeys? Visible { get; init; }
}
