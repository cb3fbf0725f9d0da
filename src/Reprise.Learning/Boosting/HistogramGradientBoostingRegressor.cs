using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Boosting;

/// <summary>Gradient boosting of trees over binned columns for numbers, by second-order steps (Chen and Guestrin 2016; Ke et al. 2017).</summary>
/// <remarks>
/// See <see cref="HistogramGradientBoostingClassifier"/> for method and cost. Defaults are those of scikit-learn's <c>HistGradientBoostingRegressor</c>, but for
/// early stopping, which is off. Immutable; safe to share between threads.
/// </remarks>
public sealed record HistogramGradientBoostingRegressor : HistogramGradientBoosting, IRegressor<BoostedRegressorModel>, IWeightedRegressor
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
        var plan = Check(x, y.Length, weights);
        RegressionLosses.Check(Loss, y);

        var targets = y.ToArray();
        var (ensemble, tally) = BoostingRun.Fit(
            x,
            weights.ToArray(),
            [],
            (rows, rowWeights) => RegressionLosses.Of(Loss, Array.ConvertAll(rows, row => targets[row]), rowWeights),
            plan,
            cancellationToken);

        return new BoostedRegressorModel(ensemble, tally, Loss == RegressionLoss.Poisson);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
