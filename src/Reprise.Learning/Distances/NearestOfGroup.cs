using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>What <see cref="NearestCentre"/> finds for eight rows, in two halves of four.</summary>
/// <param name="Labels">The nearest centres.</param>
/// <param name="Best0">Squared distance to the nearest centre, first four rows.</param>
/// <param name="Best1">The same, last four rows.</param>
/// <param name="Next0">Squared distance to the second nearest centre, first four rows; +∞ for a single centre.</param>
/// <param name="Next1">The same, last four rows.</param>
internal readonly record struct NearestOfGroup(
    Vector256<int> Labels, Vector256<double> Best0, Vector256<double> Best1, Vector256<double> Next0, Vector256<double> Next1);
