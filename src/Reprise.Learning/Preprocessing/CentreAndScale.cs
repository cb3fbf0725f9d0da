using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Preprocessing;

/// <summary>(x − centre) / scale per column.</summary>
internal static class CentreAndScale
{
    public static void Apply(MatrixView x, ReadOnlySpan<double> centres, ReadOnlySpan<double> scales, Span<double> destination, string owner)
    {
        Require.Columns(x, centres.Length, owner);
        Require.Destination(destination, (long)x.Rows * centres.Length);
        Require.Finite(x);

        var values = x.Values;
        for (var start = 0; start < values.Length; start += centres.Length)
        {
            for (var column = 0; column < centres.Length; column++)
            {
                destination[start + column] = ColumnStatistics.Saturate((values[start + column] - centres[column]) / scales[column]);
            }
        }
    }
}
