using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>What <see cref="NearestCentre"/> finds for eight rows, in two halves of four.</summary>
internal struct NearestOfGroup
{
    private Vector256<long> _index0, _index1;

    public NearestOfGroup()
    {
        Best0 = Best1 = Next0 = Next1 = Vector256.Create(double.PositiveInfinity);
        _index0 = _index1 = default;
    }

    /// <summary>Squared distance to the nearest centre, first four rows.</summary>
    public Vector256<double> Best0 { get; private set; }

    /// <summary>Squared distance to the nearest centre, last four rows.</summary>
    public Vector256<double> Best1 { get; private set; }

    /// <summary>Squared distance to the second nearest centre, first four rows; +∞ for a single centre.</summary>
    public Vector256<double> Next0 { get; private set; }

    /// <summary>Squared distance to the second nearest centre, last four rows.</summary>
    public Vector256<double> Next1 { get; private set; }

    /// <summary>The nearest centres of the eight rows.</summary>
    public readonly Vector256<int> Labels => Vector256.Narrow(_index0, _index1);

    /// <summary>Takes the squared distances to one more centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(int centre, Vector256<double> distance0, Vector256<double> distance1)
    {
        var index = Vector256.Create((long)centre);
        _index0 = Vector256.ConditionalSelect(Vector256.LessThan(distance0, Best0).AsInt64(), index, _index0);
        _index1 = Vector256.ConditionalSelect(Vector256.LessThan(distance1, Best1).AsInt64(), index, _index1);
        Next0 = Vector256.MinNative(Next0, Vector256.MaxNative(Best0, distance0));
        Next1 = Vector256.MinNative(Next1, Vector256.MaxNative(Best1, distance1));
        Best0 = Vector256.MinNative(Best0, distance0);
        Best1 = Vector256.MinNative(Best1, distance1);
    }
}
