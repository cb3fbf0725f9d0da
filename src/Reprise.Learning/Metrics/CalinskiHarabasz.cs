using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>Caliński and Harabasz's index (1974), the variance ratio. Higher is better.</summary>
public static class CalinskiHarabasz
{
    /// <summary>Dispersion between clusters over that within, each by its degrees of freedom; 1 when rows lie at their centroids, as in scikit-learn. O(rows · columns).</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="labels">A cluster per row, any integers; 2 to rows − 1 different ones.</param>
    /// <exception cref="ArgumentException">Rows differ, a value is not finite, or there are too few or too many clusters.</exception>
    public static double Of(MatrixView x, ReadOnlySpan<int> labels)
    {
        var members = ClusterMembers.Of(x, labels, nameof(CalinskiHarabasz));
        var centroids = members.Centroids(x);
        var mean = ClusterMembers.Of(new int[x.Rows]).Centroids(x);
        var (between, within) = (0.0, 0.0);
        for (var cluster = 0; cluster < members.Count; cluster++)
        {
            between += members.Size(cluster) * Vectors.SquaredDistance(centroids.Row(cluster), mean.Row(0));
            foreach (var row in members.Rows.AsSpan(members.Starts[cluster]..members.Starts[cluster + 1]))
            {
                within += Vectors.SquaredDistance(x.Row(row), centroids.Row(cluster));
            }
        }

        return within == 0 ? 1 : between / within * (x.Rows - members.Count) / (members.Count - 1);
    }
}
