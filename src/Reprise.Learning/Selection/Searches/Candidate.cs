namespace Reprise.Learning.Selection.Searches;

/// <summary>An estimator to try, and the parameters that set it apart, by name in the order they were given.</summary>
public sealed record Candidate<TEstimator>(TEstimator Estimator, IReadOnlyList<KeyValuePair<string, object?>> Parameters) : ICandidate;

/// <summary>A candidate of any kind.</summary>
internal interface ICandidate;
