using Reprise.Core.Matrices;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>A score per column, the higher the more telling, and its p-value where the score has one.</summary>
/// <param name="Scores">Finite; 0 for a constant column.</param>
/// <param name="PValues">In [0, 1], 1 for a constant column; empty without.</param>
internal sealed record FeatureScores(double[] Scores, double[] PValues)
{
    /// <summary>Scores against classes.</summary>
    public static FeatureScores Of(FeatureScore score, MatrixView x, ReadOnlySpan<int> y, int classes, string owner, CancellationToken cancellationToken) =>
        score switch
        {
            FeatureScore.F => FisherScores.Classes(x, y, classes, owner, cancellationToken),
            FeatureScore.ChiSquared => ChiSquaredScores.Classes(x, y, classes, cancellationToken),
            _ => MutualInformation.Classes(x, y, classes, cancellationToken),
        };

    /// <summary>Scores against a numeric target.</summary>
    public static FeatureScores Of(FeatureScore score, MatrixView x, ReadOnlySpan<double> y, string owner, CancellationToken cancellationToken) =>
        score switch
        {
            FeatureScore.F => FisherScores.Values(x, y, owner, cancellationToken),
            FeatureScore.ChiSquared => throw new ArgumentException(
                $"`{nameof(SelectKBest.Score)}` of `{owner}` is {nameof(FeatureScore.ChiSquared)}, which needs classes; the target is numeric. Take {nameof(FeatureScore.F)} or {nameof(FeatureScore.MutualInformation)}.",
                nameof(y)),
            _ => MutualInformation.Values(x, y, cancellationToken),
        };

    /// <summary>The columns with the highest scores, ascending; of equal scores the earlier.</summary>
    public int[] Best(int count) =>
        [.. Enumerable.Range(0, Scores.Length).OrderByDescending(i => Scores[i]).Take(count).Order()];
}
