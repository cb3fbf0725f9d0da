using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>Weights of rows in groups of eight: given ones, or 1 for each row there is and 0 for what fills up the last group.</summary>
internal static class RowWeights
{
    /// <summary>A copy filled up with zeros to whole groups; null for no weights.</summary>
    public static double[]? FillUp(ReadOnlySpan<double> weights, int groups)
    {
        if (weights.IsEmpty)
        {
            return null;
        }

        var filled = new double[groups * RowLanes.Lanes];
        weights.CopyTo(filled);
        return filled;
    }

    /// <summary>The weights of one group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> First, Vector256<double> Last) OfGroup(double[]? weights, int rows, int group)
    {
        var at = group * RowLanes.Lanes;
        return weights is not null
            ? (Vector256.Create(weights.AsSpan(at)), Vector256.Create(weights.AsSpan(at + 4)))
            : at + RowLanes.Lanes <= rows ? (Vector256<double>.One, Vector256<double>.One) : Tail(rows - at);
    }

    private static (Vector256<double> First, Vector256<double> Last) Tail(int present)
    {
        Span<double> ones = stackalloc double[RowLanes.Lanes];
        ones[..present].Fill(1);
        return (Vector256.Create<double>(ones), Vector256.Create<double>(ones[4..]));
    }
}
