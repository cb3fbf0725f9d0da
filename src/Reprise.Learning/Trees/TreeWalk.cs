using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>The kernel of prediction: eight rows walk down a tree in step, without branches, so that their loads from memory overlap.</summary>
/// <remarks>References without bounds checks: nodes name children in their tree and columns of the data, which growing and reading ensure and callers of prediction check.</remarks>
internal static class TreeWalk
{
    /// <summary>Rows that walk together.</summary>
    public const int Lanes = 8;

    /// <summary>Finds the leaf nodes of <see cref="Lanes"/> neighbouring rows of so many columns.</summary>
    public static void Descend(ReadOnlySpan<TreeNode> tree, ReadOnlySpan<double> rows, int columns, Span<int> leaves)
    {
        ref var nodes = ref MemoryMarshal.GetReference(tree);
        ref var x0 = ref MemoryMarshal.GetReference(rows[..(Lanes * columns)]);
        ref var x1 = ref Unsafe.Add(ref x0, columns);
        ref var x2 = ref Unsafe.Add(ref x1, columns);
        ref var x3 = ref Unsafe.Add(ref x2, columns);
        ref var x4 = ref Unsafe.Add(ref x3, columns);
        ref var x5 = ref Unsafe.Add(ref x4, columns);
        ref var x6 = ref Unsafe.Add(ref x5, columns);
        ref var x7 = ref Unsafe.Add(ref x6, columns);
        int n0 = 0, n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0, n6 = 0, n7 = 0;
        int m0, m1, m2, m3, m4, m5, m6, m7;
        do
        {
            (m0, m1, m2, m3) = (n0, n1, n2, n3);
            (m4, m5, m6, m7) = (n4, n5, n6, n7);
            n0 = Next(ref nodes, m0, ref x0);
            n1 = Next(ref nodes, m1, ref x1);
            n2 = Next(ref nodes, m2, ref x2);
            n3 = Next(ref nodes, m3, ref x3);
            n4 = Next(ref nodes, m4, ref x4);
            n5 = Next(ref nodes, m5, ref x5);
            n6 = Next(ref nodes, m6, ref x6);
            n7 = Next(ref nodes, m7, ref x7);
        }
        while (((m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3) | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7)) != 0);

        (leaves[0], leaves[1], leaves[2], leaves[3]) = (n0, n1, n2, n3);
        (leaves[4], leaves[5], leaves[6], leaves[7]) = (n4, n5, n6, n7);
    }

    /// <summary>Finds the leaf node of one row.</summary>
    public static int Descend(ReadOnlySpan<TreeNode> tree, ReadOnlySpan<double> row)
    {
        var at = 0;
        var node = tree[0];
        while (node.Feature >= 0)
        {
            at = row[node.Feature] <= node.Threshold ? node.Child : node.Child + 1;
            node = tree[at];
        }

        return at;
    }

    /// <summary>The child that a row goes to; a leaf stays where it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref TreeNode nodes, int at, ref double row)
    {
        ref var node = ref Unsafe.Add(ref nodes, at);
        var feature = node.Feature;
        var child = node.Child + (Unsafe.Add(ref row, Math.Max(feature, 0)) > node.Threshold ? 1 : 0);
        return feature < 0 ? at : child;
    }
}
