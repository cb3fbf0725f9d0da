using Reprise.Learning.Metrics;
using Reprise.Learning.Selection;

namespace TurkishMusic.Training;

/// <summary>What cross-validation says about the pipeline.</summary>
public sealed record EmotionScores
{
    /// <summary>How it was evaluated, in words: folds, repeats, what happened with identical rows, what the deviations are over.</summary>
    public required string Scheme { get; init; }

    /// <summary>Groups of identical rows that were kept in one fold each.</summary>
    public required int DuplicateGroups { get; init; }

    /// <summary>Each metric's mean and deviations.</summary>
    public required IReadOnlyList<Score> Metrics { get; init; }

    /// <summary>Each fold of each repeat, in order.</summary>
    public required IReadOnlyList<FoldResult> Folds { get; init; }

    /// <summary>Truth against prediction, summed over all folds: each row counts once per repeat.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Truth and probabilities averaged over the repeats, by models that did not see the row.</summary>
    public required ClassificationOutcome OutOfFold { get; init; }

    /// <summary>The metric of this name.</summary>
    public Score this[string metric] => Metrics.Single(score => score.Name == metric);
}

/// <summary>A metric over folds: mean, standard deviation over all folds, and over the means of the repeats (null for a single repeat). Both divide by n.</summary>
public sealed record Score(string Name, double Mean, double Sd, double? SdOfRepeats);
