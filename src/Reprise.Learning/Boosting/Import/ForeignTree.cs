namespace Reprise.Learning.Boosting.Import;

/// <summary>Puts the nodes of another library's tree into our order: the root first, children side by side after their parent.</summary>
internal static class ForeignTree
{
    /// <summary>Numbers the nodes level by level.</summary>
    /// <param name="root">The root's number.</param>
    /// <param name="count">How many numbers there are; each names at most one place in the tree.</param>
    /// <param name="read">The node of a number in [0, <paramref name="count"/>).</param>
    /// <param name="refuse">What to throw for a child that is out of range or has two parents.</param>
    /// <returns>The nodes, and the number each had.</returns>
    public static (BoostedNode[] Nodes, int[] Numbers) Order(int root, int count, Func<int, ForeignNode> read, Func<int, Exception> refuse)
    {
        var nodes = new List<BoostedNode> { default };
        var numbers = new List<int> { root };
        var reached = new bool[count];
        var waiting = new Queue<(int Number, int Parent, int Place)>();
        waiting.Enqueue((root, root, 0));
        while (waiting.TryDequeue(out var next))
        {
            if ((uint)next.Number >= (uint)count || reached[next.Number])
            {
                throw refuse(next.Parent);
            }

            reached[next.Number] = true;
            var (node, left, right) = read(next.Number);
            if (node.Feature == BoostedNode.Leaf)
            {
                nodes[next.Place] = node;
                continue;
            }

            nodes[next.Place] = node with { Child = nodes.Count };
            waiting.Enqueue((left, next.Number, nodes.Count));
            waiting.Enqueue((right, next.Number, nodes.Count + 1));
            nodes.Add(default);
            nodes.Add(default);
            numbers.Add(left);
            numbers.Add(right);
        }

        return ([.. nodes], [.. numbers]);
    }
}
