using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>√Σ d².</summary>
internal readonly struct EuclideanRule : IDistanceRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> Add(Vector256<double> difference, Vector256<double> sum) => Vector256.FusedMultiplyAdd(difference, difference, sum);

    public double Distance(double sum) => Math.Sqrt(sum);
}
