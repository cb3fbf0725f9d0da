using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Linear;

/// <summary>
/// Linear support vector regression for many rows: minimises ½‖w‖² + C · Σ weightᵢ · max(0, |yᵢ − xᵢ·w − b| − Epsilon)², errors up to <see cref="Epsilon"/> free.
/// </summary>
/// <remarks>
/// Dual coordinate descent with shrinking (Ho and Lin 2012), as scikit-learn's <c>LinearSVR</c> with <c>loss="squared_epsilon_insensitive"</c>. The intercept is
/// the coefficient of a constant column of <see cref="InterceptScaling"/> and penalised with the others. Scale the columns first.
/// O(passes · rows · columns) time, O(rows) memory. Immutable; safe to share between threads.
/// </remarks>
public sealed record LinearSvmRegressor : IRegressor<LinearSvmRegressorModel>, IWeightedRegressor
{
    /// <summary>Cost of the squared errors beside the penalty, in (0, ∞). Default 1.</summary>
    public double C { get; init; } = 1;

    /// <summary>Errors up to this cost nothing; at least 0, in units of the target. Default 0.</summary>
    public double Epsilon { get; init; }

    /// <summary>Whether there is an intercept. Default true.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>Value of the constant column that gives the intercept, in (0, ∞): the larger, the less the intercept is penalised. Default 1.</summary>
    public double InterceptScaling { get; init; } = 1;

    /// <summary>Sum of the violations of optimality at which to stop, as a share of that of the first pass; at least 0. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most passes over the rows, at least 1. Default 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Seed of the order of the rows, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public LinearSvmRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit(MatrixView, ReadOnlySpan{double}, ReadOnlySpan{double}, CancellationToken)"/>
    /// <remarks>A row's weight is a factor of its <see cref="C"/>.</remarks>
    public LinearSvmRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private LinearSvmRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        const string Owner = nameof(LinearSvmRegressor);
        Require.InRange(C, double.Epsilon, double.PositiveInfinity, Owner);
        Require.InRange(Epsilon, 0, double.PositiveInfinity, Owner);
        Require.InRange(InterceptScaling, double.Epsilon, double.PositiveInfinity, Owner);
        Require.InRange(Tolerance, 0, double.PositiveInfinity, Owner);
        Require.InRange(MaxIterations, 1, int.MaxValue, Owner);
        Require.InRange(Seed, 0, int.MaxValue, Owner);
        RegressionData.Check(x, y, weights, Owner);
        cancellationToken.ThrowIfCancellationRequested();

        var (targets, kept) = (y.ToArray(), weights.ToArray());
        if (kept.Contains(0))
        {
            int[] rows = [.. Enumerable.Range(0, kept.Length).Where(row => kept[row] > 0)];
            (x, targets, kept) = (x.TakeRows(rows), Array.ConvertAll(rows, row => targets[row]), Array.ConvertAll(rows, row => kept[row]));
        }

        var margins = new MarginRows(x, kept, C, FitIntercept ? InterceptScaling : 0, Owner);
        var machine = EpsilonDescent.Solve(margins, targets, this, cancellationToken);
        if (!double.IsFinite(machine.Intercept) || !Array.TrueForAll(machine.Coefficients, double.IsFinite))
        {
            throw new ArgumentException($"The targets are too large for `{Owner}` to compute with. Scale them before this step.", nameof(y));
        }

        return new LinearSvmRegressorModel(machine.Coefficients, machine.Intercept, machine.Iterations, machine.Converged);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);
}
