using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Distances;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Clustering;

/// <summary>A fitted <see cref="KMeans"/> or <see cref="MiniBatchKMeans"/>: a row belongs to the nearest centre, the first among equals.</summary>
public sealed class KMeansModel : IClustererModel
{
    private const int RowsAtOnce = 256;
    private const int RowsInBlock = 16 * RowsAtOnce;
    private readonly double[] _centres;
    private readonly int[] _labels;

    internal KMeansModel(double[] centres, int columns, double inertia, int iterations, int[] labels)
    {
        (_centres, InputColumns, Inertia, Iterations, _labels) = (centres, columns, inertia, iterations, labels);
        ClusterCount = centres.Length / columns;
    }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int ClusterCount { get; }

    /// <summary>The centres, clusters × columns.</summary>
    public MatrixView Centres => new(_centres, ClusterCount, InputColumns);

    /// <summary>The sum over the training rows of weight times squared distance to the nearest centre.</summary>
    public double Inertia { get; }

    /// <summary>Iterations of the start that was kept.</summary>
    public int Iterations { get; }

    /// <summary>The cluster of each training row; empty for a model read from a file.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <inheritdoc/>
    /// <remarks>O(rows · clusters · columns), on all processors.</remarks>
    public void Predict(MatrixView x, Span<int> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(KMeans));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);

        Label(x, destination, cancellationToken);
    }

    /// <summary>Labels rows on all processors; the sum of the squared distances of rows to their nearest centre.</summary>
    internal double Label(MatrixView x, Span<int> destination, CancellationToken cancellationToken)
    {
        var blocks = ((x.Rows - 1) / RowsInBlock) + 1;
        var parts = new double[Math.Max(blocks, 0)];
        var labels = new int[x.Rows];
        BlockLoop.Run(
            x.Rows == 0 ? 0 : blocks,
            Environment.ProcessorCount,
            block => parts[block] = LabelBlock(x.Slice(block * RowsInBlock, Math.Min(RowsInBlock, x.Rows - (block * RowsInBlock))), labels.AsSpan(block * RowsInBlock)),
            cancellationToken);
        labels.CopyTo(destination);
        return Vectors.Sum(parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double LabelBlock(MatrixView x, Span<int> destination)
    {
        var lanes = new double[RowsAtOnce * InputColumns];
        Span<int> labels = stackalloc int[RowLanes.Lanes];
        Vector256<double> sum0 = default, sum1 = default;
        for (var from = 0; from < x.Rows; from += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, x.Rows - from);
            var groups = lanes.AsSpan(0, (rows + RowLanes.Lanes - 1) / RowLanes.Lanes * RowLanes.Lanes * InputColumns);
            RowLanes.Pack(x.Values.Slice(from * InputColumns, rows * InputColumns), InputColumns, groups);
            for (var at = 0; at < rows; at += RowLanes.Lanes)
            {
                var found = NearestCentre.Of(groups.Slice(at * InputColumns, RowLanes.Lanes * InputColumns), _centres, InputColumns);
                found.Labels.CopyTo(labels);
                labels[..Math.Min(RowLanes.Lanes, rows - at)].CopyTo(destination[(from + at)..]);
                var (weight0, weight1) = RowWeights.OfGroup(null, rows, at / RowLanes.Lanes);
                sum0 = Vector256.FusedMultiplyAdd(weight0, found.Best0, sum0);
                sum1 = Vector256.FusedMultiplyAdd(weight1, found.Best1, sum1);
            }
        }

        return Lanes.Total(sum0, sum1);
    }
}
