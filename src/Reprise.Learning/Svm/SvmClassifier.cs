using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Svm;

/// <summary>A support vector classifier (Cortes and Vapnik 1995): the widest margin between each two classes in the space of a kernel, rows beyond it at a cost of <see cref="C"/>.</summary>
/// <remarks>
/// <para>Parameters and defaults mean what scikit-learn's <c>SVC</c> does, and the machines are those of libsvm (Chang and Lin 2011): one per two classes, second-order
/// working sets, shrinking. Scale the columns first: kernels weigh wide columns more.</para>
/// <para>
/// Between n² and n³ time in the rows of two classes; memory is the rows and <see cref="CacheMegabytes"/>. Calibration trains five more machines per pair on
/// the kernel rows of the first, which costs solver steps but next to no kernel values. As in libsvm the label, the arg max of the coupled
/// probabilities, can differ from the pairs' vote in rows near a border; <see cref="SvmCalibration.None"/> gives the vote.
/// </para>
/// <para>Immutable; safe to share between threads.</para>
/// </remarks>
public sealed record SvmClassifier : IClassifier<SvmClassifierModel>, IWeightedClassifier
{
    /// <summary>Cost of a row beyond the margin, in (0, ∞): the smaller, the smoother the border. Default 1.</summary>
    public double C { get; init; } = 1;

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

    /// <summary>What rows of each class count: factors of <see cref="C"/>. Default 1 each.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Where probabilities come from. Default <see cref="SvmCalibration.Sigmoid"/>.</summary>
    public SvmCalibration Calibration { get; init; } = SvmCalibration.Sigmoid;

    /// <summary>Whether variables that will likely stay at a bound are set aside meanwhile. Does not change the optimum. Default true.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Most steps of a machine's solver, at least 1; null for libsvm's limit of 10⁷ or 100 per row. Default null.</summary>
    public int? MaxIterations { get; init; }

    /// <summary>Memory for kernel rows, at least 1 megabyte, divided among the machines trained at once. Does not change the model. Default 200.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>Seed of the calibration's folds, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public SvmClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit(MatrixView, ReadOnlySpan{int}, int, ReadOnlySpan{double}, CancellationToken)"/>
    /// <remarks>A row's weight is a factor of its <see cref="C"/>. The calibrating sigmoids count every row once.</remarks>
    public SvmClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private SvmClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        const string owner = nameof(SvmClassifier);
        var settings = SvmSettings.Check(C, Tolerance, Shrinking, MaxIterations, CacheMegabytes, MaxWorkers, owner);
        Require.InRange((int)Calibration, 0, (int)SvmCalibration.None, owner, nameof(Calibration));
        Require.InRange(Seed, 0, int.MaxValue, owner);
        Require.SameRows(x, y.Length);
        Require.NotEmpty(x, owner, 2);
        Require.Classes(y, classes, owner);
        Require.Finite(x);
        Require.Weights(weights, x.Rows);

        var rows = ClassRows.Sort(y, classes, ClassWeights.Rows(y, classes, weights, owner), owner);
        var kernel = SvmSettings.Kernel(Kernel, Gamma, Coef0, Degree, rows.All ? x : x.TakeRows(rows.InOrder()), owner);
        var block = new RowBlock(x, rows.Order);
        SvmSettings.RequireRange(kernel, block);
        var pairs = Train(block, kernel, rows, settings, cancellationToken);

        return SvmClassifierModel.Assemble(x, classes, rows, kernel, pairs, Calibration == SvmCalibration.Sigmoid);
    }

    IClassifierModel IWeightedClassifier.Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);

    private SvmPair[] Train(RowBlock block, KernelFunction kernel, ClassRows rows, SvmSettings settings, CancellationToken cancellationToken)
    {
        var pairs = new SvmPair[rows.Pairs];
        var seeds = new Rng((ulong)Seed);
        var (workers, inside) = (Math.Min(settings.Workers, pairs.Length), Math.Max(1, settings.Workers / pairs.Length));
        var weights = rows.Weights;
        Parallel.For(0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, pair =>
        {
            var (first, second) = rows.Runs(pair);
            var cache = new KernelRowCache(block, kernel, first, second, settings.CacheBytes / workers, inside);
            var upper = new double[first.Count + second.Count];
            for (var i = 0; i < upper.Length; i++)
            {
                upper[i] = C * weights[i < first.Count ? first.Start + i : second.Start + i - first.Count];
            }

            var random = Calibration == SvmCalibration.Sigmoid ? seeds.Fork((ulong)pair) : null;
            pairs[pair] = SvmPair.Train(cache, first.Count, upper, settings, random, cancellationToken);
        });
        return pairs;
    }
}
