using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Baselines;

/// <summary>Predicts without looking at the features: the baseline that a classifier has to beat.</summary>
/// <remarks>
/// Draws are keyed by the seed and the values of the row, so that a row gets the same class alone, in a batch and after loading. O(rows).
/// Immutable; safe to share between threads.
/// </remarks>
public sealed record DummyClassifier : IClassifier<DummyClassifierModel>, IWeightedClassifier, IBaseline
{
    /// <summary>What is predicted. Default the classes' shares.</summary>
    public DummyClassifierStrategy Strategy { get; init; } = DummyClassifierStrategy.Prior;

    /// <summary>The class index that <see cref="DummyClassifierStrategy.Constant"/> predicts, in [0, classes). Default 0.</summary>
    public int Constant { get; init; }

    /// <summary>Seed of the draws, at least 0. Default 0.</summary>
    public int Seed { get; init; }

    /// <inheritdoc/>
    public DummyClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        Fit(x, y, classes, [], cancellationToken);

    /// <inheritdoc cref="IWeightedClassifier.Fit"/>
    public DummyClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, weights, FitUnseen, cancellationToken);

    private DummyClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        Require.InRange((int)Strategy, 0, (int)DummyClassifierStrategy.Constant, nameof(DummyClassifier), nameof(Strategy));
        Require.InRange(Seed, 0, int.MaxValue, nameof(DummyClassifier));
        Require.InRange(Constant, 0, int.MaxValue, nameof(DummyClassifier));
        Require.NotEmpty(x, nameof(DummyClassifier));
        Require.SameRows(x, y.Length);
        Require.Classes(y, classes, nameof(DummyClassifier));
        Require.InRange(Strategy == DummyClassifierStrategy.Constant ? Constant : 0, 0, classes - 1, nameof(DummyClassifier), nameof(Constant));
        Require.Weights(weights, x.Rows);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        var shares = new double[classes];
        var total = 0.0;
        for (var row = 0; row < y.Length; row++)
        {
            var weight = weights.IsEmpty ? 1 : weights[row];
            shares[y[row]] += weight;
            total += weight;
        }

        var occurring = shares.Count(share => share > 0);
        var best = shares.IndexOf(shares.Max());
        for (var i = 0; i < classes; i++)
        {
            shares[i] = Strategy switch
            {
                DummyClassifierStrategy.MostFrequent => i == best ? 1 : 0,
                DummyClassifierStrategy.Constant => i == Constant ? 1 : 0,
                DummyClassifierStrategy.Uniform => shares[i] > 0 ? 1.0 / occurring : 0,
                _ => shares[i] / total,
            };
        }

        var draws = Strategy is DummyClassifierStrategy.Stratified or DummyClassifierStrategy.Uniform;
        return new DummyClassifierModel(x.Columns, shares, draws ? Seed : null);
    }

    IClassifierModel IWeightedClassifier.Fit(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, CancellationToken cancellationToken) =>
        Fit(x, y, classes, weights, cancellationToken);
}
