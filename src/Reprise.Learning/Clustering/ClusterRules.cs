using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Clustering;

/// <summary>What the K-Means family asks of parameters and data.</summary>
internal static class ClusterRules
{
    /// <summary>Given centres are finite and of the right shape.</summary>
    public static void RequireCentres(Matrix? centres, int clusters, int columns, string owner)
    {
        if (centres is null)
        {
            return;
        }

        if (centres.Rows != clusters || centres.Columns != columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"`InitialCentres` of `{owner}` must be {clusters} × {columns}, clusters × columns of x. Got {centres.Rows} × {centres.Columns}."));
        }

        Require.Finite(centres);
    }

    /// <summary>The mean of the columns' population variances; refuses data whose squared distances overflow.</summary>
    public static double MeanVariance(MatrixView x, string owner)
    {
        var (means, squares) = (new double[x.Columns], new double[x.Columns]);
        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var i = 0; i < values.Length; i++)
            {
                means[i] += values[i];
            }
        }

        foreach (ref var mean in means.AsSpan())
        {
            mean /= x.Rows;
        }

        for (var row = 0; row < x.Rows; row++)
        {
            var values = x.Row(row);
            for (var i = 0; i < values.Length; i++)
            {
                var difference = values[i] - means[i];
                squares[i] = Math.FusedMultiplyAdd(difference, difference, squares[i]);
            }
        }

        var total = 0.0;
        for (var i = 0; i < means.Length; i++)
        {
            ColumnStatistics.RequireFinite(means[i], 4 * squares[i] * means.Length, i, owner);
            total += squares[i] / x.Rows;
        }

        return total / means.Length;
    }
}
