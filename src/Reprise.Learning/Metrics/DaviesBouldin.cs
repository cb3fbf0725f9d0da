using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>Davies and Bouldin's index (1979): how wide clusters are for how far they lie apart. Lower is better.</summary>
public static class DaviesBouldin
{
    /// <summary>The mean over clusters of the largest (sᵢ + sⱼ) / dᵢⱼ, at least 0: s the mean distance of rows to their centroid, d between centroids. O(rows · columns + clusters² · columns).</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="labels">A cluster per row, any integers; 2 to rows − 1 different ones.</param>
    /// <returns>The index; pairs whose centroids coincide count 0, as in scikit-learn.</returns>
    /// <exception cref="ArgumentException">Rows differ, a value is not finite, or there are too few or too many clusters.</exception>
    public static double Of(MatrixView x, ReadOnlySpan<int> labels)
    {
        var members = ClusterMembers.Of(x, labels, nameof(DaviesBouldin));
        var centroids = members.Centroids(x);
        var widths = new double[members.Count];
        for (var cluster = 0; cluster < widths.Length; cluster++)
        {
            foreach (var row in members.Rows.AsSpan(members.Starts[cluster]..members.Starts[cluster + 1]))
            {
                widths[cluster] += Math.Sqrt(Vectors.SquaredDistance(x.Row(row), centroids.Row(cluster)));
            }

            widths[cluster] /= members.Size(cluster);
        }

        var sum = 0.0;
        for (var cluster = 0; cluster < widths.Length; cluster++)
        {
            var worst = 0.0;
            for (var other = 0; other < widths.Length; other++)
            {
                var apart = other == cluster ? 0 : Math.Sqrt(Vectors.SquaredDistance(centroids.Row(cluster), centroids.Row(other)));
                worst = apart > 0 ? Math.Max(worst, (widths[cluster] + widths[other]) / apart) : worst;
            }

            sum += worst;
        }

        return sum / widths.Length;
    }
}
