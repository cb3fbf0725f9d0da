using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Metrics;

/// <summary>Rows sorted by cluster. Labels may be any integers; clusters are numbered by ascending label.</summary>
internal sealed class ClusterMembers
{
    private ClusterMembers(int[] clusters, int[] rows, int[] starts) => (Clusters, Rows, Starts) = (clusters, rows, starts);

    /// <summary>The cluster of each row, in [0, <see cref="Count"/>).</summary>
    public int[] Clusters { get; }

    /// <summary>The rows, cluster after cluster, ascending in each.</summary>
    public int[] Rows { get; }

    /// <summary>Where each cluster begins in <see cref="Rows"/>, and at last their number.</summary>
    public int[] Starts { get; }

    /// <summary>Number of clusters.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Rows of a cluster.</summary>
    public int Size(int cluster) => Starts[cluster + 1] - Starts[cluster];

    /// <summary>Sorts the rows of data that an index of cluster quality can rate: finite, with 2 to rows − 1 clusters.</summary>
    public static ClusterMembers Of(MatrixView x, ReadOnlySpan<int> labels, string owner)
    {
        Require.NotEmpty(x, owner, 3);
        Require.SameRows(x, labels.Length);
        Require.Finite(x);
        var members = Of(labels);
        return members.Count >= 2 && members.Count < x.Rows
            ? members
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{owner}` needs 2 to {x.Rows - 1} clusters among {x.Rows} rows. Got {members.Count}."), nameof(labels));
    }

    /// <summary>Sorts rows by label. O(rows · log rows).</summary>
    public static ClusterMembers Of(ReadOnlySpan<int> labels)
    {
        var keys = labels.ToArray();
        Array.Sort(keys);
        var distinct = keys.Length == 0 ? 0 : 1;
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] != keys[distinct - 1])
            {
                keys[distinct++] = keys[i];
            }
        }

        var clusters = new int[labels.Length];
        var starts = new int[distinct + 1];
        for (var row = 0; row < clusters.Length; row++)
        {
            clusters[row] = keys.AsSpan(0, distinct).BinarySearch(labels[row]);
            starts[clusters[row] + 1]++;
        }

        for (var i = 0; i < distinct; i++)
        {
            starts[i + 1] += starts[i];
        }

        var next = starts.AsSpan(0, distinct).ToArray();
        var rows = new int[clusters.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[next[clusters[row]]++] = row;
        }

        return new ClusterMembers(clusters, rows, starts);
    }

    /// <summary>The mean of each cluster's rows, clusters × columns.</summary>
    public Matrix Centroids(MatrixView x)
    {
        var centroids = new Matrix(Count, x.Columns);
        for (var cluster = 0; cluster < Count; cluster++)
        {
            var mean = centroids.Row(cluster);
            foreach (var row in Rows.AsSpan(Starts[cluster]..Starts[cluster + 1]))
            {
                Core.Numerics.Vectors.AddScaled(1, x.Row(row), mean);
            }

            foreach (ref var value in mean)
            {
                value /= Size(cluster);
            }
        }

        return centroids;
    }
}
