using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Metrics;

/// <summary>The silhouette (Rousseeuw 1987): how much nearer a row is to its own cluster than to the next, by Euclidean distance.</summary>
/// <remarks>
/// (b − a) / max(a, b) with a the mean distance to the other rows of a row's cluster and b the least mean distance to the rows of another; 0 for a row
/// alone in its cluster. Exact: O(rows² · columns) time, O(rows · columns) memory; distances come from differences, so nothing cancels.
/// </remarks>
public static class Silhouette
{
    private const int RowsPerTask = 64;

    /// <summary>The mean over all rows, in [−1, 1].</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="labels">A cluster per row, any integers; 2 to rows − 1 different ones.</param>
    /// <param name="maxWorkers">Most threads used, at least 1; null for one per processor. Does not change the value.</param>
    /// <param name="cancellationToken">Looked at between blocks of rows.</param>
    /// <exception cref="ArgumentException">Rows differ, a value is not finite, or there are too few or too many clusters.</exception>
    public static double Of(MatrixView x, ReadOnlySpan<int> labels, int? maxWorkers = null, CancellationToken cancellationToken = default) =>
        Vectors.Sum(OfRows(x, labels, maxWorkers, cancellationToken)) / x.Rows;

    /// <summary>The mean over <paramref name="rows"/> rows drawn without replacement, rated among each other; all rows when there are not more.</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="labels">A cluster per row, any integers.</param>
    /// <param name="rows">Rows drawn, at least 3.</param>
    /// <param name="seed">Seed of the draw, at least 0.</param>
    /// <param name="maxWorkers">Most threads used, at least 1; null for one per processor. Does not change the value.</param>
    /// <param name="cancellationToken">Looked at between blocks of rows.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>, of the rows drawn.</exception>
    public static double OfSample(
        MatrixView x, ReadOnlySpan<int> labels, int rows, int seed = 0, int? maxWorkers = null, CancellationToken cancellationToken = default)
    {
        Require.InRange(rows, 3, int.MaxValue, nameof(Silhouette));
        Require.InRange(seed, 0, int.MaxValue, nameof(Silhouette));
        Require.SameRows(x, labels.Length);
        if (rows >= x.Rows)
        {
            return Of(x, labels, maxWorkers, cancellationToken);
        }

        var order = new int[x.Rows];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        var rng = new Rng((ulong)seed);
        var drawn = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            var other = i + rng.NextInt32(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
            drawn[i] = labels[order[i]];
        }

        return Of(x.TakeRows(order.AsSpan(0, rows)), drawn, maxWorkers, cancellationToken);
    }

    /// <summary>The silhouette of each row, in [−1, 1].</summary>
    /// <inheritdoc cref="Of"/>
    public static double[] OfRows(MatrixView x, ReadOnlySpan<int> labels, int? maxWorkers = null, CancellationToken cancellationToken = default)
    {
        Require.InRange(maxWorkers ?? 1, 1, int.MaxValue, nameof(Silhouette), nameof(maxWorkers));
        var members = ClusterMembers.Of(x, labels, nameof(Silhouette));

        var clusters = new RowLanes[members.Count];
        for (var i = 0; i < clusters.Length; i++)
        {
            clusters[i] = RowLanes.Of(x, members.Rows.AsSpan(members.Starts[i]..members.Starts[i + 1]));
        }

        var values = new double[x.Rows];
        BlockLoop.Run(
            ((x.Rows - 1) / RowsPerTask) + 1,
            maxWorkers ?? Environment.ProcessorCount,
            task => OfBlock(x, members, clusters, task * RowsPerTask, Math.Min(x.Rows, (task + 1) * RowsPerTask), values),
            cancellationToken);
        return Array.TrueForAll(values, double.IsFinite)
            ? values
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"`{nameof(Silhouette)}` overflows: the values of x are too large for their distances. Divide them by a constant."), nameof(x));
    }

    private static void OfBlock(MatrixView x, ClusterMembers members, RowLanes[] clusters, int from, int to, double[] values)
    {
        var sums = new double[RowsPerTask * clusters.Length];
        for (var cluster = 0; cluster < clusters.Length; cluster++)
        {
            DistanceSums.Of(x.Values.Slice(from * x.Columns, (to - from) * x.Columns), clusters[cluster], sums.AsSpan(cluster * RowsPerTask, to - from));
        }

        for (var row = from; row < to; row++)
        {
            var own = members.Clusters[row];
            var others = double.PositiveInfinity;
            for (var cluster = 0; cluster < clusters.Length; cluster++)
            {
                others = cluster == own ? others : Math.Min(others, sums[(cluster * RowsPerTask) + row - from] / members.Size(cluster));
            }

            var size = members.Size(own);
            var same = size > 1 ? sums[(own * RowsPerTask) + row - from] / (size - 1) : 0;
            values[row] = size == 1 || same == others ? 0 : (others - same) / Math.Max(same, others);
        }
    }
}
