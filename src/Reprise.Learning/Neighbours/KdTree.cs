using Reprise.Core.Matrices;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Neighbours;

/// <summary>Boxes of rows, each halved at the median of its widest column until a leaf holds at most 32 rows. O(rows · log rows · columns) to build.</summary>
internal sealed class KdTree
{
    private const int LeafRows = 32;
    private readonly MatrixView _x;
    private readonly List<KdNode> _nodes = [];
    private readonly List<double> _boxes = [];
    private readonly List<int> _places = [];

    private KdTree(MatrixView x) => _x = x;

    /// <summary>The boxes, parents before children.</summary>
    public KdNode[] Nodes { get; private set; } = [];

    /// <summary>Lower then upper ends of each box, nodes × 2 × columns.</summary>
    public double[] Boxes { get; private set; } = [];

    /// <summary>The rows in the order of the leaves, each leaf filled up with −1 to whole groups of eight.</summary>
    public int[] Places { get; private set; } = [];

    /// <summary>The tree over all rows.</summary>
    public static KdTree Build(MatrixView x)
    {
        var tree = new KdTree(x);
        var rows = new int[x.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        tree.Grow(rows, new double[x.Rows]);
        (tree.Nodes, tree.Boxes, tree.Places) = ([.. tree._nodes], [.. tree._boxes], [.. tree._places]);
        return tree;
    }

    private void Grow(Span<int> rows, Span<double> keys)
    {
        var node = _nodes.Count;
        var (column, width) = AddBox(rows);
        if (rows.Length <= LeafRows || width == 0)
        {
            var from = _places.Count / RowLanes.Lanes;
            _places.AddRange(rows);
            while (_places.Count % RowLanes.Lanes != 0)
            {
                _places.Add(-1);
            }

            _nodes.Add(new KdNode(from, _places.Count / RowLanes.Lanes, 0));
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = _x[rows[i], column];
        }

        var half = rows.Length / 2;
        MedianSplit.Partition(keys, rows, half);
        _nodes.Add(default);
        Grow(rows[..half], keys[..half]);
        _nodes[node] = new KdNode(0, 0, _nodes.Count);
        Grow(rows[half..], keys[half..]);
    }

    private (int Column, double Width) AddBox(ReadOnlySpan<int> rows)
    {
        var lower = _x.Row(rows[0]).ToArray();
        var upper = _x.Row(rows[0]).ToArray();
        foreach (var row in rows)
        {
            var values = _x.Row(row);
            for (var i = 0; i < values.Length; i++)
            {
                lower[i] = Math.Min(lower[i], values[i]);
                upper[i] = Math.Max(upper[i], values[i]);
            }
        }

        _boxes.AddRange(lower);
        _boxes.AddRange(upper);
        var widest = 0;
        for (var i = 1; i < lower.Length; i++)
        {
            widest = upper[i] - lower[i] > upper[widest] - lower[widest] ? i : widest;
        }

        return (widest, upper[widest] - lower[widest]);
    }
}
