using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Observation;

/// <summary>What an observed fit, search or validation gave; what it did not is null or empty.</summary>
public sealed record FitOutcome
{
    /// <summary>The fitted model: of a bare estimator as a pipeline without steps over the columns of <see cref="FitData.FeatureNames"/>.</summary>
    public ITabularModel? Model { get; init; }

    /// <summary>Mean and deviation of each metric over folds: of a validation, or of the best candidate of a search.</summary>
    public IReadOnlyList<MetricSummary> Summaries { get; init; } = [];

    /// <summary>Each metric's value by name, per fold in order.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double>> Folds { get; init; } = [];

    /// <summary>Truth and probabilities of rows by models that did not see them.</summary>
    public ClassificationOutcome? OutOfFold { get; init; }

    /// <summary>Every candidate of a search with its parameters and scores.</summary>
    public Table? Candidates { get; init; }

    /// <summary>The number of the candidate that was chosen, among <see cref="Candidates"/>.</summary>
    public int? BestCandidate { get; init; }

    /// <summary>The chosen estimator.</summary>
    public object? BestEstimator { get; init; }
}
