using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Neighbours;

/// <summary>A fitted <see cref="KNearestNeighboursClassifier"/>: the training rows and their classes.</summary>
public sealed class KNearestNeighboursClassifierModel : IClassifierModel
{
    private readonly int[] _classes;

    internal KNearestNeighboursClassifierModel(NeighbourIndex index, int[] classes, int classCount, int neighbours, NeighbourWeights weights) =>
        (Index, _classes, ClassCount, Neighbours, Weights) = (index, classes, classCount, neighbours, weights);

    /// <inheritdoc/>
    public int InputColumns => Index.Columns;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of neighbours.</summary>
    public int Neighbours { get; }

    /// <summary>How much each neighbour counts.</summary>
    public NeighbourWeights Weights { get; }

    /// <summary>The class of each training row.</summary>
    public ReadOnlySpan<int> Classes => _classes;

    internal NeighbourIndex Index { get; }

    /// <summary>Writes the training rows nearest to each row and their distances, rows × <see cref="Neighbours"/>, nearest first, the lowest row index among equals.</summary>
    /// <exception cref="ArgumentException">The columns differ from those in training, a value is not finite, or a destination has another length.</exception>
    public void FindNeighbours(MatrixView x, Span<int> rows, Span<double> distances, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(KNearestNeighboursClassifier));
        Require.Destination(rows, (long)x.Rows * Neighbours);
        Require.Destination(distances, (long)x.Rows * Neighbours);
        Require.Finite(x);

        Index.Find(x, rows, distances, cancellationToken);
    }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(KNearestNeighboursClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        var (rows, weights) = (new int[x.Rows * Neighbours], new double[x.Rows * Neighbours]);
        Index.Find(x, rows, weights, cancellationToken);
        destination.Clear();
        for (var row = 0; row < x.Rows; row++)
        {
            var own = weights.AsSpan(row * Neighbours, Neighbours);
            var probabilities = destination.Slice(row * ClassCount, ClassCount);
            NeighbourRules.ToWeights(Weights, own);
            var total = 0.0;
            for (var i = 0; i < own.Length; i++)
            {
                probabilities[_classes[rows[(row * Neighbours) + i]]] += own[i];
                total += own[i];
            }

            foreach (ref var probability in probabilities)
            {
                probability /= total;
            }
        }
    }
}
