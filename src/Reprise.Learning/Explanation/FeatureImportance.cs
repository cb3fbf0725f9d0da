namespace Reprise.Learning.Explanation;

/// <summary>How much a metric falls when a feature is shuffled: mean and population deviation over repeats, and each repeat's value.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Mean">Positive when the model needs the feature, near 0 when it does not.</param>
/// <param name="Sd">Deviation over repeats.</param>
/// <param name="Values">The fall in each repeat.</param>
public sealed record FeatureImportance(string Feature, double Mean, double Sd, IReadOnlyList<double> Values);
