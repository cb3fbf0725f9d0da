using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.XGBoost;

/// <summary>XGBoost's own trees for numbers, trained by its library: the squared error (Chen and Guestrin 2016).</summary>
/// <remarks>
/// See <see cref="XGBoostClassifier"/>. Boosting starts at the targets' weighted mean, as the library does itself from version 2, so that old versions give the same.
/// </remarks>
public sealed record XGBoostRegressor : XGBoostParameters, IRegressor<BoostedRegressorModel>, IWeightedRegressor, IAcceptsMissing
{
    /// <inheritdoc/>
    /// <exception cref="RepriseException">The library is not on this machine.</exception>
    public BoostedRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit"/>
    /// <exception cref="RepriseException">The library is not on this machine.</exception>
    public BoostedRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private BoostedRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var parameters = Check(x, y.Length, weights);
        Require.FiniteTargets(y);
        var labels = new float[y.Length];
        var (sum, total) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = XGBoostRun.Single(y[row], "y", row);
            var weight = weights.IsEmpty ? 1 : XGBoostRun.Single(weights[row], "Weights", row);
            (sum, total) = (sum + (weight * y[row]), total + weight);
        }

        parameters.Add(("objective", "reg:squarederror"));
        parameters.Add(("base_score", ((float)(total > 0 ? sum / total : 0)).ToString("R", CultureInfo.InvariantCulture)));
        return XGBoostRun.Fit(x, labels, weights, parameters, Rounds, nameof(XGBoostRegressor), cancellationToken).Regressor!;
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
