using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>Sums over the lanes of registers, always in the same order.</summary>
internal static class Lanes
{
    /// <summary>The sum of eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Total(Vector256<double> first, Vector256<double> last)
    {
        var sum = first + last;
        return (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }
}
