namespace Reprise.Learning.Explanation;

/// <summary>What <see cref="PermutationImportance"/> found: the metric on rows as they are, and each feature's importance in the order of the columns.</summary>
public sealed record ImportanceReport(string Metric, double Baseline, IReadOnlyList<FeatureImportance> Features)
{
    /// <summary>The features by falling importance.</summary>
    public IReadOnlyList<FeatureImportance> Ranked => [.. Features.OrderByDescending(feature => feature.Mean)];
}
