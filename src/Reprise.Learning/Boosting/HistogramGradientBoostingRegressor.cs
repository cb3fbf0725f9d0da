using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

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
    public BoostedRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default)
    {
        var plan = Check(x, y.Length, weights);
        Require.FiniteTargets(y);
        RequireTargetsOf(Loss, y);

        var targets = y.ToArray();
        var (ensemble, tally) = BoostingRun.Fit(
            x, weights.ToArray(), [], (rows, rowWeights) => LossOf(Array.ConvertAll(rows, row => targets[row]), rowWeights), plan, cancellationToken);

        return new BoostedRegressorModel(ensemble, tally, Loss == RegressionLoss.Poisson);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);

    private static void RequireTargetsOf(RegressionLoss loss, ReadOnlySpan<double> y)
    {
        for (var row = 0; row < y.Length && loss == RegressionLoss.Poisson; row++)
        {
            if (y[row] < 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"y must be at least 0 for the Poisson loss. Got {y[row]} at row {row}."), nameof(y));
            }
        }
    }

    private BoostingLoss LossOf(double[] y, double[] weights) => Loss switch
    {
        RegressionLoss.AbsoluteError => new AbsoluteErrorLoss(y, weights),
        RegressionLoss.Poisson => new PoissonLoss(y, weights),
        _ => new SquaredErrorLoss(y, weights),
    };
}
