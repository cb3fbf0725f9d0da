using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Linear;

/// <summary>
/// Linear least squares with an L1 penalty (Tibshirani 1996): minimises mean(weightᵢ · (yᵢ − xᵢ·w − b)²) / 2 + Alpha · ‖w‖₁; many coefficients become exactly 0.
/// </summary>
/// <remarks>
/// Coordinate descent until the duality gap is below <see cref="Tolerance"/> · Σ weightᵢ · (yᵢ − ȳ)² (Friedman, Hastie and Tibshirani 2010):
/// O(rows · columns² + iterations · columns²) time, O(iterations · rows · columns) when there are fewer rows than columns. Weights are scaled to a mean of 1.
/// Immutable; safe to share between threads.
/// </remarks>
public sealed record Lasso : IRegressor<ElasticNetModel>, IWeightedRegressor
{
    /// <summary>Strength of the penalty, in [0, ∞). Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Whether there is an intercept b, which is not penalised. Default true.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>Duality gap at which to stop, as a share of the targets' squares; at least 0. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most passes over the coefficients, at least 1. Default 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Most threads used, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public ElasticNetModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit(MatrixView, ReadOnlySpan{double}, ReadOnlySpan{double}, CancellationToken)"/>
    public ElasticNetModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private ElasticNetModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        Require.InRange(Alpha, 0, double.PositiveInfinity, nameof(Lasso));
        Require.InRange(Tolerance, 0, double.PositiveInfinity, nameof(Lasso));
        Require.InRange(MaxIterations, 1, int.MaxValue, nameof(Lasso));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(Lasso), nameof(MaxWorkers));
        RegressionData.Check(x, y, weights, nameof(Lasso));
        cancellationToken.ThrowIfCancellationRequested();

        var rows = new WeightedRows(x, y, weights, FitIntercept, MaxWorkers ?? Environment.ProcessorCount, nameof(Lasso), cancellationToken);
        return CoordinateDescent.Fit(rows, Alpha, 0, FitIntercept, Tolerance, MaxIterations, cancellationToken);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
