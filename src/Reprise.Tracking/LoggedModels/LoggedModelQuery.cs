namespace Reprise.Tracking.LoggedModels;

/// <summary>What logged models to return and in which order.</summary>
public sealed record LoggedModelQuery
{
    /// <summary>The experiments searched; none gives no models.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>MLflow filter over attributes, metrics, params and tags, such as <c>name = 'model' AND metrics.loss &lt; 0.1</c>; null or empty for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Order clauses over attributes and metrics such as <c>metrics.accuracy DESC</c>; default newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>
    /// Datasets whose metrics count: each comparison of a metric must hold on one of them, and a filter without any finds the models that have a metric on one.
    /// None counts all metrics. At most 100.
    /// </summary>
    public IReadOnlyList<LoggedModelDataset> Datasets { get; init; } = [];

    /// <summary>The dataset whose metric orders, for the clause at the same place in <see cref="OrderBy"/>; null, or none, for the latest of all.</summary>
    public IReadOnlyList<LoggedModelDataset?> OrderDatasets { get; init; } = [];

    /// <summary>Items per page, 1 to 50,000. Default 100.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>The token of the page before, or null for the first.</summary>
    public string? PageToken { get; init; }
}
