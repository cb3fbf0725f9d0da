using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Boosting;

/// <summary>Gradient boosting of small exact trees for classes: each fits the derivatives of the log loss, its leaves by a Newton step (Friedman 2001).</summary>
/// <remarks>
/// Parameters and defaults are those of scikit-learn's <c>GradientBoostingClassifier</c>. Every cut of every column is looked at: O(trees · classes · columns ·
/// rows · depth) time. For thousands of rows and more take <see cref="HistogramGradientBoostingClassifier"/>. Immutable; safe to share between threads.
/// </remarks>
public sealed record GradientBoostingClassifier : GradientBoosting, IClassifier<BoostedClassifierModel>, IWeightedClassifier
{
    /// <summary>What a row of each class counts. Default 1.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <inheritdoc/>
    public BoostedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public BoostedClassifierModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private BoostedClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var rules = Check(x, y.Length, weights);
        Require.Classes(y, classes, nameof(GradientBoostingClassifier));

        var targets = y.ToArray();
        var rowWeights = ClassWeights.Rows(y, classes, weights, nameof(GradientBoostingClassifier));
        if (CountedRows(x.Rows, rowWeights) is var rows && rows.Length < x.Rows)
        {
            (x, targets, rowWeights) = (x.TakeRows(rows), Array.ConvertAll(rows, row => targets[row]), Array.ConvertAll(rows, row => rowWeights[row]));
        }

        BoostingLoss loss = classes == 2 ? new LogisticLoss(targets, rowWeights) : new SoftmaxLoss(targets, classes, rowWeights);
        var (ensemble, tally) = ExactBooster.Fit(x, loss, rowWeights, rules, Trees, LearningRate, Subsample, Seed, cancellationToken);

        return new BoostedClassifierModel(ensemble, tally);
    }

    IClassifierModel IWeightedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
