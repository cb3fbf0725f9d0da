using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Linear;

/// <summary>Linear least squares with an L2 penalty (Hoerl and Kennard 1970): minimises Σ weightᵢ · (yᵢ − xᵢ·w − b)² + Alpha · ‖w‖².</summary>
/// <remarks>
/// Cholesky on XᵀX + αI, or on XXᵀ + αI when there are fewer rows than columns: O(n·p·min(n, p) + min(n, p)³) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record Ridge : IRegressor<LinearRegressionModel>, IWeightedRegressor
{
    /// <summary>Strength of the penalty, in [0, ∞). Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Whether there is an intercept b, which is not penalised. Default true.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>Most threads used, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public LinearRegressionModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit(MatrixView, ReadOnlySpan{double}, ReadOnlySpan{double}, CancellationToken)"/>
    public LinearRegressionModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private LinearRegressionModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        Require.InRange(Alpha, 0, double.PositiveInfinity, nameof(Ridge));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(Ridge), nameof(MaxWorkers));
        RegressionData.Check(x, y, weights, nameof(Ridge));
        cancellationToken.ThrowIfCancellationRequested();

        return RegressionData.Fit(x, y, weights, Alpha, FitIntercept, MaxWorkers, nameof(Ridge), cancellationToken);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
