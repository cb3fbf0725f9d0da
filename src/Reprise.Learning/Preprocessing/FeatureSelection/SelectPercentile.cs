using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>Keeps a share of the columns: those that score highest against the target, each alone.</summary>
/// <remarks>
/// Of c columns and percentile q, max(1, ⌈(c − 1) q / 100⌉, ⌊c q / 100⌋) are kept: scikit-learn's count where scores differ. A constant column has score 0
/// and p-value 1. Of equal scores the earlier column is kept. Immutable; safe to share between threads.
/// </remarks>
public sealed record SelectPercentile : ISupervisedTransformer
{
    /// <summary>The share of columns that are kept, in (0, 100] percent. Default 10.</summary>
    public double Percentile { get; init; } = 10;

    /// <summary>How columns are scored. Default <see cref="FeatureScore.F"/>.</summary>
    public FeatureScore Score { get; init; }

    /// <inheritdoc cref="ISupervisedTransformer.Fit(MatrixView, ReadOnlySpan{int}, int, CancellationToken)"/>
    public FeatureSelectionModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
    {
        RequireParameters();
        FeatureSelectionModel.RequireClasses(x, y, classes, nameof(SelectPercentile));

        var scores = FeatureScores.Of(Score, x, y, classes, nameof(SelectPercentile), cancellationToken);
        return new FeatureSelectionModel(scores, scores.Best(Count(x.Columns)));
    }

    /// <inheritdoc cref="ISupervisedTransformer.Fit(MatrixView, ReadOnlySpan{double}, CancellationToken)"/>
    public FeatureSelectionModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default)
    {
        RequireParameters();
        FeatureSelectionModel.RequireValues(x, y, nameof(SelectPercentile));

        var scores = FeatureScores.Of(Score, x, y, nameof(SelectPercentile), cancellationToken);
        return new FeatureSelectionModel(scores, scores.Best(Count(x.Columns)));
    }

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken) =>
        Fit(x, y, classes, cancellationToken);

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken) => Fit(x, y, cancellationToken);

    private int Count(int columns) =>
        Math.Max(1, Math.Max((int)Math.Ceiling((columns - 1) * Percentile / 100), (int)Math.Floor(columns * Percentile / 100)));

    private void RequireParameters()
    {
        Require.InRange(Percentile, double.Epsilon, 100, nameof(SelectPercentile));
        Require.Defined(Score, nameof(SelectPercentile));
    }
}
