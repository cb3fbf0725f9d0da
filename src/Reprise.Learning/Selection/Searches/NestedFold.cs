namespace Reprise.Learning.Selection.Searches;

/// <summary>An outer fold of nested cross-validation: its number from 0, what the search chose on its training rows, and each metric's value on its test rows.</summary>
public sealed record NestedFold<TEstimator>(int Index, CandidateResult<TEstimator> Chosen, IReadOnlyDictionary<string, double> Metrics);
