using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Metrics;

/// <summary>The within-cluster sum of squares.</summary>
public static class Inertia
{
    /// <summary>The sum of squared Euclidean distances of rows to their clusters' centres, at least 0. O(rows · columns).</summary>
    /// <param name="x">Samples × features, finite.</param>
    /// <param name="labels">The row of <paramref name="centres"/> each row belongs to.</param>
    /// <param name="centres">Clusters × features, finite.</param>
    /// <exception cref="ArgumentException">Rows or columns differ, a value is not finite, or a label names no centre.</exception>
    public static double Of(MatrixView x, ReadOnlySpan<int> labels, MatrixView centres)
    {
        Require.NotEmpty(x, nameof(Inertia));
        Require.SameRows(x, labels.Length);
        Require.Columns(x, centres.Columns, nameof(Inertia));
        Require.Finite(x);
        Require.Finite(centres);
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            Require.InRange(labels[row], 0, centres.Rows - 1, nameof(Inertia), nameof(labels));
            sum += Vectors.SquaredDistance(x.Row(row), centres.Row(labels[row]));
        }

        return sum;
    }
}
