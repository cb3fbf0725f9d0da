using Reprise.Learning.Metrics;

namespace Reprise.Learning.Fairness;

/// <summary>Rates of one group, each with a Wilson interval; a rate without rows is NaN.</summary>
public sealed record GroupRates
{
    /// <summary>The group's value.</summary>
    public required string Group { get; init; }

    /// <summary>Rows of the group.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of the group that are positive.</summary>
    public required int Positives { get; init; }

    /// <summary>The part of rows predicted as positive.</summary>
    public required ConfidenceInterval SelectionRate { get; init; }

    /// <summary>The part of rows told rightly, positive or not.</summary>
    public required ConfidenceInterval Accuracy { get; init; }

    /// <summary>Of the positive rows, the part predicted as positive.</summary>
    public required ConfidenceInterval TruePositiveRate { get; init; }

    /// <summary>Of the negative rows, the part predicted as positive.</summary>
    public required ConfidenceInterval FalsePositiveRate { get; init; }

    /// <summary>Of the rows predicted as positive, the part that is.</summary>
    public required ConfidenceInterval Precision { get; init; }
}
