namespace Reprise.Learning.Neighbours;

/// <summary>A box of a <see cref="KdTree"/>: a leaf over groups [<paramref name="From"/>, <paramref name="To"/>), or the parent of the next node and of <paramref name="Right"/>.</summary>
internal readonly record struct KdNode(int From, int To, int Right)
{
    /// <summary>Whether it has no children.</summary>
    public bool IsLeaf => Right == 0;
}
