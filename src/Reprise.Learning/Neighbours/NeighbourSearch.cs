namespace Reprise.Learning.Neighbours;

/// <summary>How neighbours are looked for. All ways find the same: the nearest rows, and of equally near ones those with the lowest index.</summary>
public enum NeighbourSearch
{
    /// <summary>A k-d tree for up to 15 columns and at least 512 rows, else all rows.</summary>
    Auto,

    /// <summary>Every row is compared.</summary>
    BruteForce,

    /// <summary>A k-d tree (Friedman, Bentley and Finkel 1977) leaves out boxes that are too far.</summary>
    KdTree,
}
