using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Neighbours;

/// <summary>A fitted <see cref="KNearestNeighboursRegressor"/>: the training rows and their values.</summary>
public sealed class KNearestNeighboursRegressorModel : IRegressorModel
{
    private readonly double[] _targets;

    internal KNearestNeighboursRegressorModel(NeighbourIndex index, double[] targets, int neighbours, NeighbourWeights weights) =>
        (Index, _targets, Neighbours, Weights) = (index, targets, neighbours, weights);

    /// <inheritdoc/>
    public int InputColumns => Index.Columns;

    /// <summary>Number of neighbours.</summary>
    public int Neighbours { get; }

    /// <summary>How much each neighbour counts.</summary>
    public NeighbourWeights Weights { get; }

    /// <summary>The value of each training row.</summary>
    public ReadOnlySpan<double> Targets => _targets;

    internal NeighbourIndex Index { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(KNearestNeighboursRegressor));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);

        var (rows, weights) = (new int[x.Rows * Neighbours], new double[x.Rows * Neighbours]);
        Index.Find(x, rows, weights, cancellationToken);
        for (var row = 0; row < x.Rows; row++)
        {
            var own = weights.AsSpan(row * Neighbours, Neighbours);
            NeighbourRules.ToWeights(Weights, own);
            var total = 0.0;
            foreach (var weight in own)
            {
                total += weight;
            }

            destination[row] = 0;
            for (var i = 0; i < own.Length; i++)
            {
                destination[row] += own[i] / total * _targets[rows[(row * Neighbours) + i]];
            }
        }
    }
}
