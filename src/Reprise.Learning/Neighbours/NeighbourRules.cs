using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Neighbours;

/// <summary>What the nearest-neighbour estimators share: their guards, and how much each neighbour counts.</summary>
internal static class NeighbourRules
{
    /// <summary>Checks parameters and rows, and arranges the rows.</summary>
    public static NeighbourIndex Index(MatrixView x, int targets, int neighbours, double p, NeighbourWeights weights, NeighbourSearch search, string owner)
    {
        Require.InRange(neighbours, 1, int.MaxValue, owner, "Neighbours");
        Require.InRange(p, 1, double.PositiveInfinity, owner, "P");
        Require.InRange((int)weights, 0, (int)NeighbourWeights.Distance, owner, "Weights");
        Require.InRange((int)search, 0, (int)NeighbourSearch.KdTree, owner, "Search");
        Require.NotEmpty(x, owner, neighbours);
        Require.SameRows(x, targets);
        Require.Finite(x);
        return new NeighbourIndex(x, p, search);
    }

    /// <summary>Replaces ascending distances by weights in [0, 1]: 1 / distance times the nearest's, so that nothing overflows.</summary>
    public static void ToWeights(NeighbourWeights weights, Span<double> distances)
    {
        var nearest = distances[0];
        foreach (ref var distance in distances)
        {
            distance = weights == NeighbourWeights.Uniform || distance == nearest ? 1 : nearest / distance;
        }
    }
}
