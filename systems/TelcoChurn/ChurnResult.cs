using Reprise.Data.Datasets;
using Reprise.Flows.Promotions;
using Reprise.Learning.Guards;

namespace TelcoChurn;

/// <summary>What one turn of the churn loop did.</summary>
public sealed record ChurnResult
{
    /// <summary>Where the data came from.</summary>
    public required DatasetResolution Data { get; init; }

    /// <summary>Rows of the data.</summary>
    public required int Rows { get; init; }

    /// <summary>How it was measured, in words.</summary>
    public required string Scheme { get; init; }

    /// <summary>The winner's scores over folds of all rows, computed after it was chosen.</summary>
    public required ChurnScore Winner { get; init; }

    /// <summary>The families with their scores over folds of the training rows, best first.</summary>
    public required IReadOnlyList<ChurnScore> Families { get; init; }

    /// <summary>Candidates of the grid, each a nested run, and the best one's parameters.</summary>
    public required (int Count, string Best) Grid { get; init; }

    /// <summary>What the guard against leaks says of the data.</summary>
    public required Verdict Guard { get; init; }

    /// <summary>The winner on the held-out rows, by metric.</summary>
    public required IReadOnlyDictionary<string, double> HeldOut { get; init; }

    /// <summary>The run everything is nested in.</summary>
    public required string RunId { get; init; }

    /// <summary>SHA-256 of the registered model's file.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The gate's verdict and what came of it.</summary>
    public required PromotionOutcome Promotion { get; init; }

    /// <summary>Customers of the held-out rows that the promoted model, loaded by alias, says will leave; null when nothing was promoted.</summary>
    public int? ScoredLeaving { get; init; }

    /// <summary>Seconds of each step, and <c>total</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Seconds { get; init; }
}

/// <summary>A family's scores over the folds: mean and standard deviation.</summary>
/// <param name="Name">The family.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="RocAucSd">Its deviation.</param>
/// <param name="F1">F1 of the leaving customers, at a threshold chosen inside each fold's training rows.</param>
/// <param name="F1Sd">Its deviation.</param>
/// <param name="Accuracy">Share of right labels at that threshold.</param>
public sealed record ChurnScore(string Name, double RocAuc, double RocAucSd, double F1, double F1Sd, double Accuracy);
