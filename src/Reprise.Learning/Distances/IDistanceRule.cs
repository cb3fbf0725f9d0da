using System.Runtime.Intrinsics;

namespace Reprise.Learning.Distances;

/// <summary>A distance as a sum over columns and what is made of the sum; a struct, so that loops are compiled for each.</summary>
internal interface IDistanceRule
{
    /// <summary>Adds the part of one column, eight rows in two halves or any number: the same bits in every lane.</summary>
    Vector256<double> Add(Vector256<double> difference, Vector256<double> sum);

    /// <summary>The distance of a sum; the larger the sum, the larger the distance.</summary>
    double Distance(double sum);
}
