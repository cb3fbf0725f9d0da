using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Linear;

/// <summary>Logistic regression: of two classes by the logistic function, of more by softmax over all of them.</summary>
/// <remarks>
/// Minimises C · Σ weightᵢ · lossᵢ + penalty, the intercepts unpenalised, as scikit-learn does. Columns are centred and scaled inside, which changes the way
/// to the minimum and not the minimum; large data are read in single precision until that is exhausted. Smooth penalties by limited-memory BFGS
/// (Nocedal and Wright 2006), absolute values by its form within orthants (Andrew and Gao 2007).
/// O(iterations · rows · columns · classes) time. Immutable; safe to share between threads.
/// </remarks>
public sealed record LogisticRegression : IClassifier<LogisticRegressionModel>, IWeightedClassifier
{
    /// <summary>The penalty. Default <see cref="Penalty.L2"/>.</summary>
    public Penalty Penalty { get; init; } = Penalty.L2;

    /// <summary>Weight of the losses beside the penalty, above 0; not used without a penalty. Default 1.</summary>
    public double C { get; init; } = 1;

    /// <summary>Part of absolute values in <see cref="Penalty.ElasticNet"/>, in [0, 1]. Default 0.5.</summary>
    public double L1Ratio { get; init; } = 0.5;

    /// <summary>Whether there are intercepts. Default true.</summary>
    public bool FitIntercept { get; init; } = true;

    /// <summary>What a row of each class counts. Default <see cref="ClassWeights.None"/>.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>Greatest absolute component of the gradient of the mean objective, columns scaled, at which to stop; at least 0. Default 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most iterations, at least 1. Default 100.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Most threads used, at least 1; null for one per processor. Does not change the model. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <inheritdoc/>
    public LogisticRegressionModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit(MatrixView, ReadOnlySpan{int}, int, ReadOnlySpan{double}, CancellationToken)"/>
    public LogisticRegressionModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private LogisticRegressionModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        const string Owner = nameof(LogisticRegression);
        Require.InRange(C, double.Epsilon, double.PositiveInfinity, Owner);
        Require.InRange(L1Ratio, 0, 1, Owner);
        Require.InRange(Tolerance, 0, double.PositiveInfinity, Owner);
        Require.InRange(MaxIterations, 1, int.MaxValue, Owner);
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, Owner, nameof(MaxWorkers));
        Require.NotEmpty(x, Owner);
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, Owner);
        Require.Weights(weights, x.Rows);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        var rows = PresentClasses.Of(x, y, classes, ClassWeights.Rows(y, classes, weights, Owner), Owner);
        return LogisticSolver.Solve(this, rows, classes, cancellationToken);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
