using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Trees;

/// <summary>Means over the trees of a forest: for each row the leaf values added in the order of the trees, then divided, whatever the blocks and workers.</summary>
internal static class TreeSum
{
    /// <summary>Row-tree pairs from which on all processors share the rows.</summary>
    private const long Parallel = 1 << 18;

    /// <summary>Rows whose values stay in the cache while trees pass by, and the most bytes they may have.</summary>
    private const int BlockRows = 256;
    private const int BlockBytes = 1 << 20;

    /// <summary>Writes rows × outputs means.</summary>
    public static void Mean(Tree[] trees, MatrixView x, Span<double> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outputs = trees[0].Outputs;
        var block = Math.Clamp(BlockBytes / sizeof(double) / x.Columns / TreeWalk.Lanes, 1, BlockRows / TreeWalk.Lanes) * TreeWalk.Lanes;
        var blocks = (x.Rows + block - 1) / block;
        if ((long)x.Rows * trees.Length < Parallel || blocks == 1)
        {
            for (var i = 0; i < blocks; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (first, count) = (i * block, Math.Min(block, x.Rows - (i * block)));
                Mean(trees, x, first, destination.Slice(first * outputs, count * outputs));
            }

            return;
        }

        var means = new double[destination.Length];
        System.Threading.Tasks.Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var (first, count) = (i * block, Math.Min(block, x.Rows - (i * block)));
            Mean(trees, x, first, means.AsSpan(first * outputs, count * outputs));
        });
        means.CopyTo(destination);
    }

    private static void Mean(Tree[] trees, MatrixView x, int first, Span<double> destination)
    {
        var outputs = trees[0].Outputs;
        var rows = destination.Length / outputs;
        var together = rows / TreeWalk.Lanes * TreeWalk.Lanes;
        Span<int> leaves = stackalloc int[TreeWalk.Lanes];
        var values = x.Values;
        destination.Clear();
        foreach (var tree in trees)
        {
            var nodes = tree.Nodes;
            for (var row = 0; row < together; row += TreeWalk.Lanes)
            {
                TreeWalk.Descend(nodes, values[((first + row) * x.Columns)..], x.Columns, leaves);
                for (var i = 0; i < leaves.Length; i++)
                {
                    Add(tree.RowOf(leaves[i]), destination.Slice((row + i) * outputs, outputs));
                }
            }

            for (var row = together; row < rows; row++)
            {
                Add(tree.RowOf(TreeWalk.Descend(nodes, x.Row(first + row))), destination.Slice(row * outputs, outputs));
            }
        }

        foreach (ref var value in destination)
        {
            value /= trees.Length;
        }
    }

    private static void Add(ReadOnlySpan<double> leaf, Span<double> sums)
    {
        var i = 0;
        for (; i <= leaf.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            (Vector256.Create(leaf[i..]) + Vector256.Create((ReadOnlySpan<double>)sums[i..])).CopyTo(sums[i..]);
        }

        for (; i < leaf.Length; i++)
        {
            sums[i] += leaf[i];
        }
    }
}
