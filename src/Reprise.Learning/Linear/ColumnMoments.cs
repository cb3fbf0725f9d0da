using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Linear;

/// <summary>Weighted mean and mean squared deviation of each column, summed over blocks of rows that do not depend on the workers.</summary>
internal sealed record ColumnMoments(double[] Means, double[] Variances, double TotalWeight)
{
    private const int BlockRows = 2048;

    /// <summary>Two passes over x; with <paramref name="centred"/> false the means are 0 and the variances mean squares.</summary>
    public static ColumnMoments Of(MatrixView x, double[] weights, bool centred, int workers, string owner, CancellationToken cancellationToken)
    {
        double total = x.Rows;
        if (weights.Length > 0)
        {
            total = 0;
            foreach (var weight in weights)
            {
                total += weight;
            }
        }

        var means = centred ? Reduce(x, weights, [], workers, cancellationToken) : new double[x.Columns];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] /= total;
            ColumnStatistics.RequireFinite(means[i], 1, i, owner);
        }

        var variances = Reduce(x, weights, means, workers, cancellationToken);
        for (var i = 0; i < variances.Length; i++)
        {
            variances[i] /= total;
            ColumnStatistics.RequireFinite(means[i], variances[i], i, owner);
        }

        return new ColumnMoments(means, variances, total);
    }

    private static double[] Reduce(MatrixView x, double[] weights, double[] means, int workers, CancellationToken cancellationToken)
    {
        var blocks = (x.Rows + BlockRows - 1) / BlockRows;
        var parts = new double[blocks][];
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, block =>
        {
            var part = new double[x.Columns];
            for (var row = block * BlockRows; row < Math.Min((block + 1) * BlockRows, x.Rows); row++)
            {
                Add(x.Row(row), weights.Length > 0 ? weights[row] : 1, means, part);
            }

            parts[block] = part;
        });
        var sums = new double[x.Columns];
        foreach (var part in parts)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += part[i];
            }
        }

        return sums;
    }

    /// <summary>Adds weight · x, or weight · (x − mean)² when there are means.</summary>
    private static void Add(ReadOnlySpan<double> x, double weight, ReadOnlySpan<double> means, Span<double> sums)
    {
        var vx = MemoryMarshal.Cast<double, Vector256<double>>(x);
        var vs = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        var vw = Vector256.Create(weight);
        if (means.IsEmpty)
        {
            for (var i = 0; i < vx.Length; i++)
            {
                vs[i] = Vector256.FusedMultiplyAdd(vw, vx[i], vs[i]);
            }

            for (var i = vx.Length * Vector256<double>.Count; i < x.Length; i++)
            {
                sums[i] = Math.FusedMultiplyAdd(weight, x[i], sums[i]);
            }

            return;
        }

        var vm = MemoryMarshal.Cast<double, Vector256<double>>(means);
        for (var i = 0; i < vx.Length; i++)
        {
            var d = vx[i] - vm[i];
            vs[i] = Vector256.FusedMultiplyAdd(vw * d, d, vs[i]);
        }

        for (var i = vx.Length * Vector256<double>.Count; i < x.Length; i++)
        {
            var d = x[i] - means[i];
            sums[i] = Math.FusedMultiplyAdd(weight * d, d, sums[i]);
        }
    }
}
