using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>Keeps the columns that score highest against the target, each alone.</summary>
/// <remarks>A constant column has score 0 and p-value 1. Of equal scores the earlier column is kept. Immutable; safe to share between threads.</remarks>
public sealed record SelectKBest : ISupervisedTransformer
{
    /// <summary>How many columns are kept, at least 1; all when there are fewer. Default 10.</summary>
    public int Count { get; init; } = 10;

    /// <summary>How columns are scored. Default <see cref="FeatureScore.F"/>.</summary>
    public FeatureScore Score { get; init; }

    /// <inheritdoc cref="ISupervisedTransformer.Fit(MatrixView, ReadOnlySpan{int}, int, CancellationToken)"/>
    public FeatureSelectionModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default)
    {
        RequireParameters();
        FeatureSelectionModel.RequireClasses(x, y, classes, nameof(SelectKBest));

        var scores = FeatureScores.Of(Score, x, y, classes, nameof(SelectKBest), cancellationToken);
        return new FeatureSelectionModel(scores, scores.Best(Count));
    }

    /// <inheritdoc cref="ISupervisedTransformer.Fit(MatrixView, ReadOnlySpan{double}, CancellationToken)"/>
    public FeatureSelectionModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default)
    {
        RequireParameters();
        FeatureSelectionModel.RequireValues(x, y, nameof(SelectKBest));

        var scores = FeatureScores.Of(Score, x, y, nameof(SelectKBest), cancellationToken);
        return new FeatureSelectionModel(scores, scores.Best(Count));
    }

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken) =>
        Fit(x, y, classes, cancellationToken);

    ITransformerModel ISupervisedTransformer.Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken) => Fit(x, y, cancellationToken);

    private void RequireParameters()
    {
        Require.InRange(Count, 1, int.MaxValue, nameof(SelectKBest));
        Require.Defined(Score, nameof(SelectKBest));
    }
}
