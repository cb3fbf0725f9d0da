using Reprise.Core.Numerics;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Clustering;

/// <summary>Gives clusters without rows the rows farthest from their own centres, as scikit-learn does; the first row among equals.</summary>
internal static class EmptyClusters
{
    private const double OneAndABit = 1 + 1e-9;         // what rounding may leave of a sum of weights is no row

    /// <summary>Moves rows in <paramref name="sums"/> and <paramref name="counts"/>; a cluster stays empty when every row lies at its centre.</summary>
    public static void Refill(
        RowLanes rows, double[]? weights, ReadOnlySpan<int> labels, ReadOnlySpan<double> centres, Span<double> sums, Span<double> counts)
    {
        var columns = rows.Columns;
        var distances = new double[rows.Rows];
        var values = new double[columns];
        for (var row = 0; row < distances.Length; row++)
        {
            rows.CopyRow(row, values);
            distances[row] = weights is null || weights[row] > 0 ? Vectors.SquaredDistance(values, centres.Slice(labels[row] * columns, columns)) : 0;
        }

        for (var cluster = 0; cluster < counts.Length; cluster++)
        {
            if (counts[cluster] > 0)
            {
                continue;
            }

            var farthest = Farthest(distances, weights, labels, counts);
            if (farthest < 0)
            {
                return;
            }

            var (from, weight) = (labels[farthest], weights is null ? 1 : weights[farthest]);
            distances[farthest] = 0;
            rows.CopyRow(farthest, values);
            Vectors.AddScaled(weight, values, sums.Slice(cluster * columns, columns));
            Vectors.AddScaled(-weight, values, sums.Slice(from * columns, columns));
            counts[cluster] = weight;
            counts[from] -= weight;
        }
    }

    /// <summary>The row farthest from its centre; −1 when all are at theirs. A row that is the last of its cluster stays.</summary>
    private static int Farthest(ReadOnlySpan<double> distances, double[]? weights, ReadOnlySpan<int> labels, ReadOnlySpan<double> counts)
    {
        var (farthest, most) = (-1, 0.0);
        for (var row = 0; row < distances.Length; row++)
        {
            if (distances[row] > most && counts[labels[row]] > (weights is null ? 1 : weights[row]) * OneAndABit)
            {
                (farthest, most) = (row, distances[row]);
            }
        }

        return farthest;
    }
}
