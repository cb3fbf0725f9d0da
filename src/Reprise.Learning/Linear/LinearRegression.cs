using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Linear;

/// <summary>Linear least squares: minimises Σ weightᵢ · (yᵢ − xᵢ·w − b)². Of many solutions the one with the shortest w.</summary>
/// <remarks>
/// Normal equations on columns of equal length with a step of refinement, or, when columns nearly depend on each other, singular values:
/// O(rows · columns² + columns³) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record LinearRegression : IRegressor<LinearRegressionModel>, IWeightedRegressor
{
    /// <summary>Whether there is an intercept b. Default true.</summary>
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
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(LinearRegression), nameof(MaxWorkers));
        RegressionData.Check(x, y, weights, nameof(LinearRegression));
        cancellationToken.ThrowIfCancellationRequested();

        return RegressionData.Fit(x, y, weights, 0, FitIntercept, MaxWorkers, nameof(LinearRegression), cancellationToken);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
