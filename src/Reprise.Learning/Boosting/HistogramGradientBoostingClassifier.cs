using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Boosting;

/// <summary>Gradient boosting of trees over binned columns for classes: the log loss, lowered by second-order steps (Chen and Guestrin 2016; Ke et al. 2017).</summary>
/// <remarks>
/// <para>Columns are cut into at most 256 bins; a split looks at bins, not at rows, and the larger of two siblings is computed by subtraction. Derivatives
/// are summed as integers, so the model is the same bytes for any number of workers. About O(rounds · classes · depth · rows · columns) time, a byte or two
/// per cell of memory. NaN is a missing value; each split learns where it goes. Immutable; safe to share between threads.</para>
/// <para>Defaults are those of scikit-learn's <c>HistGradientBoostingClassifier</c>, but for early stopping, which is off.</para>
/// </remarks>
public sealed record HistogramGradientBoostingClassifier : HistogramGradientBoosting, IClassifier<BoostedClassifierModel>, IWeightedClassifier
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
        var plan = Check(x, y.Length, weights);
        Require.Classes(y, classes, plan.Owner);

        var targets = y.ToArray();
        var (ensemble, tally) = BoostingRun.Fit(
            x,
            ClassWeights.Rows(y, classes, weights, plan.Owner),
            targets,
            (rows, rowWeights) => LossOf(Array.ConvertAll(rows, row => targets[row]), classes, rowWeights),
            plan,
            cancellationToken);

        return new BoostedClassifierModel(ensemble, tally);
    }

    IClassifierModel IWeightedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);

    private static BoostingLoss LossOf(int[] y, int classes, double[] weights) =>
        classes == 2 ? new LogisticLoss(y, weights) : new SoftmaxLoss(y, classes, weights);
}
