namespace Reprise.Learning.Onnx;

/// <summary>A balanced tree that counts landmarks: binary search as nodes of an ensemble.</summary>
internal static class LandmarkSearch
{
    /// <summary>Adds a tree whose value for a target is how many of the ascending landmarks are at most x (<paramref name="inclusive"/>) or below it.</summary>
    public static void Add(TreeTable table, int tree, ReadOnlySpan<double> ascending, int column, int target, bool inclusive) =>
        Branch(table, tree, ascending, 0, ascending.Length, node: 0, column, target, inclusive);

    /// <summary>Chooses among the landmarks [from, to); a tree over n of them has 2n + 1 nodes, parents first.</summary>
    private static void Branch(
        TreeTable table, int tree, ReadOnlySpan<double> ascending, int from, int to, int node, int column, int target, bool inclusive)
    {
        if (from == to)
        {
            table.LeafNode(tree, node, target, from);
            return;
        }

        var middle = (from + to) >>> 1;
        var (fewer, more) = (node + 1, node + 2 + (2 * (middle - from)));
        if (inclusive)
        {
            table.BelowBranch(tree, node, column, ascending[middle], fewer, more);
        }
        else
        {
            table.AtMostBranch(tree, node, column, ascending[middle], fewer, more);
        }

        Branch(table, tree, ascending, from, middle, fewer, column, target, inclusive);
        Branch(table, tree, ascending, middle + 1, to, more, column, target, inclusive);
    }
}
