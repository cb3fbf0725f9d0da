using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Svm;

/// <summary>ε-support vector regression (Drucker et al. 1997): the flattest function in the space of a kernel, rows more than <see cref="Epsilon"/> off it at a cost of <see cref="C"/>.</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's <c>SVR</c> does; the solver is the classifier's, with two variables per row. Scale the columns first, and
/// the target where it is far from 1: <see cref="Epsilon"/> and <see cref="C"/> are in its units. Between n² and n³ time. Immutable; safe to share between threads.
/// </remarks>
public sealed record SvmRegressor : IRegressor<SvmRegressorModel>, IWeightedRegressor
{
    /// <summary>Cost of each unit beyond <see cref="Epsilon"/>, in (0, ∞). Default 1.</summary>
    public double C { get; init; } = 1;

    /// <summary>Errors up to this cost nothing; at least 0, in units of the target. Default 0.1.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>How rows are compared. Default <see cref="SvmKernel.Rbf"/>.</summary>
    public SvmKernel Kernel { get; init; } = SvmKernel.Rbf;

    /// <summary>γ of the kernel; without effect on the linear one. Default <see cref="SvmGamma.Scale"/>.</summary>
    public SvmGamma Gamma { get; init; } = SvmGamma.Scale;

    /// <summary>The number added in polynomial and sigmoid kernels, finite. Default 0.</summary>
    public double Coef0 { get; init; }

    /// <summary>The power of the polynomial kernel, in [1, 100]. Default 3.</summary>
    public int Degree { get; init; } = 3;

    /// <summary>The optimality gap at which the solver stops, in (0, ∞). Default 0.001.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Whether variables that will likely stay at a bound are set aside meanwhile. Does not change the optimum. Default true.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Most steps of the solver, at least 1; null for libsvm's limit of 10⁷ or 100 per variable. Default null.</summary>
    public int? MaxIterations { get; init; }

    /// <summary>Memory for kernel rows, at least 1 megabyte. Does not change the model. Default 200.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>Most threads that compute kernel rows, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public SvmRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) => Fit(x, y, [], cancellationToken);

    /// <inheritdoc cref="IWeightedRegressor.Fit(MatrixView, ReadOnlySpan{double}, ReadOnlySpan{double}, CancellationToken)"/>
    /// <remarks>A row's weight is a factor of its <see cref="C"/>.</remarks>
    public SvmRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, weights, FitUnseen, cancellationToken);

    private SvmRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        const string owner = nameof(SvmRegressor);
        var settings = SvmSettings.Check(C, Tolerance, Shrinking, MaxIterations, CacheMegabytes, MaxWorkers, owner);
        Require.InRange(Epsilon, 0, double.PositiveInfinity, owner);
        Require.SameRows(x, y.Length);
        Require.NotEmpty(x, owner);
        Require.Finite(x);
        Require.FiniteTargets(y);
        Require.Weights(weights, x.Rows);

        var rows = Weighted(weights, x.Rows);
        var kernel = SvmSettings.Kernel(Kernel, Gamma, Coef0, Degree, rows.Length == x.Rows ? x : x.TakeRows(rows), owner);
        var block = new RowBlock(x, rows);
        SvmSettings.RequireRange(kernel, block);
        var cache = new KernelRowCache(block, kernel, (0, rows.Length), (rows.Length, 0), settings.CacheBytes, settings.Workers);
        var solution = SmoSolver.Solve(
            cache, Problem(rows, y, weights), settings.Tolerance, settings.Shrinking, settings.MaxIterations, cancellationToken);
        return SvmRegressorModel.Assemble(x, rows, kernel, solution);
    }

    IRegressorModel IWeightedRegressor.Fit(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, weights, cancellationToken);

    private static int[] Weighted(ReadOnlySpan<double> weights, int count)
    {
        var rows = new List<int>(count);
        for (var row = 0; row < count; row++)
        {
            if (weights.IsEmpty || weights[row] > 0)
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }

    /// <summary>A variable for each row that pulls the function up, then one that pulls it down.</summary>
    private SmoProblem Problem(int[] rows, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        var n = rows.Length;
        var problem = new SmoProblem(new int[2 * n], new double[2 * n], new double[2 * n], new double[2 * n]);
        for (var i = 0; i < n; i++)
        {
            var target = y[rows[i]];
            (problem.Rows[i], problem.Rows[n + i]) = (i, i);
            (problem.Signs[i], problem.Signs[n + i]) = (1, -1);
            (problem.Linear[i], problem.Linear[n + i]) = (Epsilon - target, Epsilon + target);
            problem.Upper[i] = problem.Upper[n + i] = C * (weights.IsEmpty ? 1 : weights[rows[i]]);
        }

        return problem;
    }
}
