using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.XGBoost;

/// <summary>XGBoost's own trees for classes, trained by its library: the log loss of two classes, the softmax of more (Chen and Guestrin 2016).</summary>
/// <remarks>
/// The fitted model is the same type as <see cref="HistogramGradientBoostingClassifier"/>'s: it is saved, explained, exported and served without the library.
/// Values are rounded to 32 bits; NaN is missing. Boosting starts at a probability of ½ (a score of ½ per class for more than two), in every version of the
/// library. Memory: 4 bytes per cell beside the library's own. Immutable; safe to share between threads.
/// </remarks>
public sealed record XGBoostClassifier : XGBoostParameters, IClassifier<BoostedClassifierModel>, IWeightedClassifier, IAcceptsMissing
{
    /// <summary>What a row of each class counts. Default 1.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <inheritdoc/>
    /// <exception cref="RepriseException">The library is not on this machine.</exception>
    public BoostedClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    /// <exception cref="RepriseException">The library is not on this machine.</exception>
    public BoostedClassifierModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private BoostedClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var parameters = Check(x, y.Length, weights);
        Require.Classes(y, classes, nameof(XGBoostClassifier));
        parameters.Add(("base_score", "0.5"));
        parameters.Add(("objective", classes == 2 ? "binary:logistic" : "multi:softprob"));
        if (classes > 2)
        {
            parameters.Add(("num_class", classes.ToString(CultureInfo.InvariantCulture)));
        }

        var labels = new float[y.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = y[row];
        }

        var rowWeights = ClassWeights.Rows(y, classes, weights, nameof(XGBoostClassifier));
        Require.Weights(rowWeights, x.Rows);
        return XGBoostRun.Fit(x, labels, rowWeights, parameters, Rounds, nameof(XGBoostClassifier), cancellationToken).Classifier!;
    }

    IClassifierModel IWeightedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
