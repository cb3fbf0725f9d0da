using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>Σ |d|.</summary>
internal readonly struct ManhattanRule : IDistanceRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Add(Vector256<double> difference, Vector256<double> sum) => sum + Vector256.Abs(difference);

    public double Distance(double sum) => sum;
}
