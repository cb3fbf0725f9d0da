using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;
using Reprise.Learning.Svm;

namespace Reprise.Learning.Linear;

/// <summary>A linear support vector classifier for many rows: each class against the rest by the widest margin; of two classes one machine.</summary>
/// <remarks>
/// <para>
/// Minimises ½‖w‖² + C · Σ weightᵢ · lossᵢ by dual coordinate descent with shrinking (Hsieh et al. 2008), the method and the defaults of scikit-learn's
/// <c>LinearSVC</c>. The intercept is the coefficient of a constant column of <see cref="InterceptScaling"/> and penalised with the others. Scale the columns first.
/// </para>
/// <para>
/// Probabilities are a sigmoid per machine (Platt 1999) on decision values of rows held out in five stratified folds, divided by their sum; every row counts
/// once there. The label is the most probable class, which can differ from the largest decision value near a border.
/// </para>
/// <para>O(passes · rows · columns · classes) time, six times for the folds; O(rows) memory per machine. Immutable; safe to share between threads.</para>
/// </remarks>
public sealed record LinearSvmClassifier : IClassifier<LinearSvmClassifierModel>, IWeightedClassifier
{
    private const int Folds = 5;

    /// <summary>Cost of the losses beside the penalty, in (0, ∞): the smaller, the wider the margin. Default 1.</summary>
    public double C { get; init; } = 1;

    /// <summary>What rows within the margin cost. Default <see cref="LinearSvmLoss.SquaredHinge"/>.</summary>
    public LinearSvmLoss Loss { get; init; } = LinearSvmLoss.SquaredHinge;

    /// <summary>Whether there are intercepts. Default true.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>Value of the constant column that gives the intercept, in (0, ∞): the larger, the less the intercept is penalised. Default 1.</summary>
    public double InterceptScaling { get; init; } = 1;

    /// <summary>What a row of each class counts. Default <see cref="ClassWeights.None"/>.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Range of the projected gradients at which to stop, at least 0. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most passes over the rows per machine, at least 1. Default 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Seed of the order of the rows and of the folds, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Most threads, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public LinearSvmClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit(MatrixView, ReadOnlySpan{int}, int, ReadOnlySpan{double}, CancellationToken)"/>
    /// <remarks>A row's weight, and its class's, is a factor of its <see cref="C"/> in every machine.</remarks>
    public LinearSvmClassifierModel Fit(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private LinearSvmClassifierModel FitUnseen(
        MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        const string Owner = nameof(LinearSvmClassifier);
        Require.InRange(C, double.Epsilon, double.PositiveInfinity, Owner);
        Require.InRange((int)Loss, 0, (int)LinearSvmLoss.SquaredHinge, Owner, nameof(Loss));
        Require.InRange(InterceptScaling, double.Epsilon, double.PositiveInfinity, Owner);
        Require.InRange(Tolerance, 0, double.PositiveInfinity, Owner);
        Require.InRange(MaxIterations, 1, int.MaxValue, Owner);
        Require.InRange(Seed, 0, int.MaxValue, Owner);
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, Owner, nameof(MaxWorkers));
        Require.NotEmpty(x, Owner);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, Owner);
        Require.Weights(weights, x.Rows);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        var rows = PresentClasses.Of(x, y, classes, ClassWeights.Rows(y, classes, weights, Owner), Owner);
        var margins = new MarginRows(rows.X, rows.Weights, C, FitIntercept ? InterceptScaling : 0, Owner);
        var machines = new (LinearMachine Machine, PlattSigmoid Sigmoid)[rows.Classes.Length == 2 ? 1 : rows.Classes.Length];
        var seeds = new Rng((ulong)Seed);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(MaxWorkers ?? Environment.ProcessorCount, machines.Length), CancellationToken = cancellationToken };
        Parallel.For(0, machines.Length, options, machine =>
            machines[machine] = Train(margins, rows.Targets, machines.Length == 1 ? 1 : machine, seeds.Fork((ulong)machine), cancellationToken));

        return LinearSvmClassifierModel.Assemble(machines, rows.Classes, x.Columns, classes);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);

    /// <summary>One class against the others, on all rows and on folds of them.</summary>
    private (LinearMachine Machine, PlattSigmoid Sigmoid) Train(MarginRows rows, int[] targets, int positive, Rng random, CancellationToken cancellationToken)
    {
        int[] own = [.. Enumerable.Range(0, targets.Length).Where(row => targets[row] == positive)];
        int[] others = [.. Enumerable.Range(0, targets.Length).Where(row => targets[row] != positive)];
        var signs = Array.ConvertAll(targets, target => target == positive ? 1.0 : -1);
        int[] all = [.. own, .. others];
        var machine = HingeDescent.Solve(rows, signs, all.ToArray(), this, random.Fork(0), cancellationToken);

        var folds = Math.Min(Folds, Math.Min(own.Length, others.Length));
        var dealt = new int[all.Length];
        Deal(dealt.AsSpan(0, own.Length), folds, random);
        Deal(dealt.AsSpan(own.Length), folds, random);
        var decisions = new double[all.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            var trained = folds == 1          // a class of one row cannot be held out
                ? machine
                : HingeDescent.Solve(rows, signs, [.. all.Where((_, at) => dealt[at] != fold)], this, random.Fork((ulong)fold + 1), cancellationToken);
            for (var at = 0; at < all.Length; at++)
            {
                if (dealt[at] == fold)
                {
                    decisions[at] = Vectors.Dot(rows.X.Row(all[at]), trained.Coefficients) + trained.Intercept;
                }
            }
        }

        return (machine, PlattSigmoid.Fit(decisions, own.Length));
    }

    private static void Deal(Span<int> rows, int folds, Rng random)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i % folds;
        }

        random.Shuffle(rows);
    }
}
