using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;
using Reprise.Learning.Observation;

namespace Reprise.Learning.Neighbours;

/// <summary>The classes of the nearest training rows as probabilities (Cover and Hart 1967).</summary>
/// <remarks>
/// Parameters and defaults mean what scikit-learn's do; of equally near rows those with the lowest index are taken, whatever the search. Fitting keeps the
/// rows; predicting is O(rows · columns) a point by brute force, about O(log rows) in few columns by tree. Immutable; safe to share between threads.
/// </remarks>
public sealed record KNearestNeighboursClassifier : IClassifier<KNearestNeighboursClassifierModel>
{
    /// <summary>Number of neighbours, at least 1 and at most the training rows. Default 5.</summary>
    public int Neighbours { get; init; } = 5;

    /// <summary>How much each neighbour counts. Default uniform.</summary>
    public NeighbourWeights Weights { get; init; } = NeighbourWeights.Uniform;

    /// <summary>Power of the Minkowski distance, in [1, ∞): 1 Manhattan, 2 Euclidean. Default 2.</summary>
    public double P { get; init; } = 2;

    /// <summary>How neighbours are looked for; does not change them. Default automatic.</summary>
    public NeighbourSearch Search { get; init; } = NeighbourSearch.Auto;

    /// <inheritdoc/>
    public KNearestNeighboursClassifierModel Fit(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken = default) =>
        FitObservation.Run(this, x, y, classes, FitUnseen, cancellationToken);

    private KNearestNeighboursClassifierModel FitUnseen(MatrixView x, ReadOnlySpan<int> y, int classes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var index = NeighbourRules.Index(x, y.Length, Neighbours, P, Weights, Search, nameof(KNearestNeighboursClassifier));
        Require.Classes(y, classes, nameof(KNearestNeighboursClassifier));

        return new KNearestNeighboursClassifierModel(index, y.ToArray(), classes, Neighbours, Weights);
    }
}
