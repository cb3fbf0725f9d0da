namespace Reprise.Learning.Neighbours;

/// <summary>How much each neighbour counts.</summary>
public enum NeighbourWeights
{
    /// <summary>All the same.</summary>
    Uniform,

    /// <summary>1 / distance; where neighbours lie at distance 0, only those.</summary>
    Distance,
}
