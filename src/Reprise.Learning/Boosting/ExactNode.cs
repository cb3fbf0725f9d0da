namespace Reprise.Learning.Boosting;

/// <summary>A node of a growing exact tree: a range of every column's rows, and its best split.</summary>
/// <param name="Index">Its place among the tree's nodes.</param>
/// <param name="Start">First of its rows, in each column's order.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Depth">Splits above it.</param>
internal sealed record ExactNode(int Index, int Start, int Count, int Depth)
{
    /// <summary>The column of the best split, or −1.</summary>
    public int Feature { get; set; } = -1;

    /// <summary>What goes left has no greater value.</summary>
    public double Threshold { get; set; }

    /// <summary>How far the split lowers the squared error.</summary>
    public double Gain { get; set; }
}
