using System.Runtime.Intrinsics;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Distances;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Clustering;

/// <summary>A fitted <see cref="KMeans"/> or <see cref="MiniBatchKMeans"/>: a row belongs to the nearest centre, the first among equals.</summary>
public sealed class KMeansModel : IClustererModel
{
    private const int RowsAtOnce = 256;
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
    /// <remarks>O(rows · clusters · columns).</remarks>
    public void Predict(MatrixView x, Span<int> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(KMeans));
        Require.Destination(destination, x.Rows);
        Require.Finite(x);

        var lanes = new double[RowsAtOnce * InputColumns];
        Span<int> labels = stackalloc int[RowLanes.Lanes];
        for (var from = 0; from < x.Rows; from += RowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Math.Min(RowsAtOnce, x.Rows - from);
            var groups = lanes.AsSpan(0, (rows + RowLanes.Lanes - 1) / RowLanes.Lanes * RowLanes.Lanes * InputColumns);
            RowLanes.Pack(x.Values.Slice(from * InputColumns, rows * InputColumns), InputColumns, groups);
            for (var at = 0; at < rows; at += RowLanes.Lanes)
            {
                NearestCentre.Of(groups.Slice(at * InputColumns, RowLanes.Lanes * InputColumns), _centres, InputColumns).Labels.CopyTo(labels);
                labels[..Math.Min(RowLanes.Lanes, rows - at)].CopyTo(destination[(from + at)..]);
            }
        }
    }
}
