using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Boosting;

/// <summary>Gradient boosting of small exact trees for numbers: each fits the derivatives of the loss (Friedman 2001).</summary>
/// <remarks>
/// Parameters and defaults are those of scikit-learn's <c>GradientBoostingRegressor</c>. See <see cref="GradientBoostingClassifier"/> for the cost. Immutable; safe
/// to share between threads.
/// </remarks>
public sealed record GradientBoostingRegressor : GradientBoosting, IRegressor<BoostedRegressorModel>, IWeightedRegressor
{
    /// <summary>What is minimised. Default <see cref="RegressionLoss.SquaredError"/>.</summary>
    public RegressionLoss Loss { get; init; } = RegressionLoss.SquaredError;

    /// <inheritdoc/>
    public BoostedRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    public BoostedRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private BoostedRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var rules = Check(x, y.Length, weights);
        RegressionLosses.Check(Loss, y);

        var (targets, rowWeights) = (y.ToArray(), weights.ToArray());
        if (CountedRows(x.Rows, rowWeights) is var rows && rows.Length < x.Rows)
        {
            (x, targets, rowWeights) = (x.TakeRows(rows), Array.ConvertAll(rows, row => targets[row]), Array.ConvertAll(rows, row => rowWeights[row]));
        }

        var scale = TargetScale.Of(Loss, targets);
        if (scale != 1)
        {
            targets = Array.ConvertAll(targets, value => value / scale);
        }

        var loss = RegressionLosses.Of(Loss, targets, rowWeights);
        var (ensemble, tally) = ExactBooster.Fit(x, loss, rowWeights, rules, Trees, LearningRate, Subsample, Seed, cancellationToken);

        return new BoostedRegressorModel(scale == 1 ? ensemble : TargetScale.Restore(ensemble, scale), tally, Loss == RegressionLoss.Poisson);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
