using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Baselines;

/// <summary>Predicts one value without looking at the features: the baseline that a regressor has to beat.</summary>
/// <remarks>O(rows · log rows). Immutable; safe to share between threads.</remarks>
public sealed record DummyRegressor : IRegressor<DummyRegressorModel>, IBaseline
{
    /// <summary>What is predicted. Default the mean.</summary>
    public DummyRegressorStrategy Strategy { get; init; } = DummyRegressorStrategy.Mean;

    /// <summary>The part of training targets below what <see cref="DummyRegressorStrategy.Quantile"/> predicts, in [0, 1]; linear between targets. Default 0.5.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>The value that <see cref="DummyRegressorStrategy.Constant"/> predicts, finite. Default 0.</summary>
    public double Constant { get; init; }

    /// <inheritdoc/>
    public DummyRegressorModel Fit(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, FitUnseen, cancellationToken);

    private DummyRegressorModel FitUnseen(MatrixView x, ReadOnlySpan<double> y, CancellationToken cancellationToken)
    {
        Require.InRange((int)Strategy, 0, (int)DummyRegressorStrategy.Constant, nameof(DummyRegressor), nameof(Strategy));
        Require.InRange(Quantile, 0, 1, nameof(DummyRegressor));
        Require.InRange(Constant, double.NegativeInfinity, double.PositiveInfinity, nameof(DummyRegressor));
        Require.NotEmpty(x, nameof(DummyRegressor));
        Require.SameRows(x, y.Length);
        Require.FiniteTargets(y);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        return new DummyRegressorModel(x.Columns, Strategy switch
        {
            DummyRegressorStrategy.Median => At(y, 0.5),
            DummyRegressorStrategy.Quantile => At(y, Quantile),
            DummyRegressorStrategy.Constant => Constant,
            _ => Mean(y),
        });
    }

    private static double Mean(ReadOnlySpan<double> y)
    {
        var sum = Vectors.Sum(y);
        if (double.IsFinite(sum))
        {
            return sum / y.Length;
        }

        var mean = 0.0;
        foreach (var value in y)
        {
            mean += value / y.Length;                                // the sum overflows, the mean does not
        }

        return mean;
    }

    private static double At(ReadOnlySpan<double> y, double quantile)
    {
        var sorted = y.ToArray();
        Array.Sort(sorted);
        var at = quantile * (sorted.Length - 1);
        var index = (int)at;
        var next = sorted[Math.Min(index + 1, sorted.Length - 1)];
        return (sorted[index] * (1 - (at - index))) + (next * (at - index));
    }
}
