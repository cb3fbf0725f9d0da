using System.Numerics;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Linear;

/// <summary>A copy of a matrix's rows as (x − shift) · factor, in the precision asked for.</summary>
internal static class ScaledRows
{
    private const int BlockRows = 512;

    public static T[] Of<T>(MatrixView x, double[] shifts, double[] factors, int workers, CancellationToken cancellationToken)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new T[x.Rows * x.Columns];
        Parallel.For(
            0,
            (x.Rows + BlockRows - 1) / BlockRows,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            block =>
            {
                for (var row = block * BlockRows; row < Math.Min((block + 1) * BlockRows, x.Rows); row++)
                {
                    var source = x.Row(row);
                    var target = result.AsSpan(row * source.Length, source.Length);
                    ReadOnlySpan<double> shift = shifts.AsSpan(0, source.Length);
                    ReadOnlySpan<double> factor = factors.AsSpan(0, source.Length);
                    for (var i = 0; i < source.Length; i++)
                    {
                        target[i] = T.CreateTruncating((source[i] - shift[i]) * factor[i]);
                    }
                }
            });
        return result;
    }
}
