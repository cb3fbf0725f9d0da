using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;
using Reprise.Learning.Distances;

namespace Reprise.Learning.Neighbours;

/// <summary>Training rows, arranged so that the nearest to a point are found. Immutable; safe to share between threads.</summary>
internal sealed class NeighbourIndex
{
    private const int PointsAtOnce = 64;
    private const int ValuesAtOnce = 1 << 15;           // 256 KB of rows stay in the cache while a block of points passes
    private const double JustBelow = 1 - 1e-12;         // a box is left out only when rounding cannot be why it seems too far
    private readonly RowLanes _lanes;
    private readonly int[] _places;
    private readonly KdTree? _tree;

    /// <summary>Copies the rows.</summary>
    public NeighbourIndex(MatrixView x, double p, NeighbourSearch search)
    {
        (Rows, P, Search) = (x.Rows, p, search);
        _tree = search == NeighbourSearch.KdTree || (search == NeighbourSearch.Auto && x.Columns <= 15 && x.Rows >= 512) ? KdTree.Build(x) : null;
        _places = _tree?.Places ?? InOrder(x.Rows);
        var rows = new int[_places.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            rows[place] = _places[place] >= 0 ? _places[place] : rows[place - 1];
        }

        _lanes = RowLanes.Of(x, rows);
    }

    /// <summary>Training rows.</summary>
    public int Rows { get; }

    /// <summary>Their columns.</summary>
    public int Columns => _lanes.Columns;

    /// <summary>Power of the Minkowski distance.</summary>
    public double P { get; }

    /// <summary>How it was asked to look.</summary>
    public NeighbourSearch Search { get; }

    /// <summary>The training rows in their own order.</summary>
    public Matrix ToMatrix()
    {
        var x = new Matrix(Rows, Columns);
        for (var place = 0; place < _places.Length; place++)
        {
            if (_places[place] >= 0)
            {
                _lanes.CopyRow(place, x.Row(_places[place]));
            }
        }

        return x;
    }

    /// <summary>Writes the nearest rows of each point and their distances, points × neighbours, nearest first.</summary>
    public void Find(MatrixView points, Span<int> rows, Span<double> distances, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (points.Rows == 0)
        {
            return;
        }

        var neighbours = rows.Length / points.Rows;
        var (found, sums) = (new int[rows.Length], new double[distances.Length]);
        BlockLoop.Run(
            ((points.Rows - 1) / PointsAtOnce) + 1,
            Environment.ProcessorCount,
            block => FindBlock(points, block * PointsAtOnce, Math.Min(points.Rows, (block + 1) * PointsAtOnce), neighbours, found, sums),
            cancellationToken);
        found.CopyTo(rows);
        sums.CopyTo(distances);
    }

    private static int[] InOrder(int rows)
    {
        var places = new int[(rows + RowLanes.Lanes - 1) / RowLanes.Lanes * RowLanes.Lanes];
        for (var place = 0; place < places.Length; place++)
        {
            places[place] = place < rows ? place : -1;
        }

        return places;
    }

    private void FindBlock(MatrixView points, int from, int to, int neighbours, int[] rows, double[] sums)
    {
        switch (P)
        {
            case 2:
                FindBlock(new EuclideanRule(), points, from, to, neighbours, rows, sums);
                break;
            case 1:
                FindBlock(new ManhattanRule(), points, from, to, neighbours, rows, sums);
                break;
            default:
                FindBlock(new MinkowskiRule(P), points, from, to, neighbours, rows, sums);
                break;
        }
    }

    private void FindBlock<TRule>(TRule rule, MatrixView points, int from, int to, int neighbours, int[] rows, double[] sums)
        where TRule : struct, IDistanceRule
    {
        for (var point = from; point < to; point++)
        {
            new NearestRows(sums.AsSpan(point * neighbours, neighbours), rows.AsSpan(point * neighbours, neighbours)).Clear();
        }

        if (_tree is null)
        {
            CompareAll(rule, points, from, to, neighbours, rows, sums);
        }
        else
        {
            for (var point = from; point < to; point++)
            {
                var nearest = new NearestRows(sums.AsSpan(point * neighbours, neighbours), rows.AsSpan(point * neighbours, neighbours));
                Visit(rule, _tree, 0, 0, points.Row(point), nearest);
            }
        }

        for (var at = from * neighbours; at < to * neighbours; at++)
        {
            sums[at] = rule.Distance(sums[at]);
        }
    }

    private void CompareAll<TRule>(TRule rule, MatrixView points, int from, int to, int neighbours, int[] rows, double[] sums)
        where TRule : struct, IDistanceRule
    {
        Span<double> results = stackalloc double[GroupDistances.Points * RowLanes.Lanes];
        var four = new double[GroupDistances.Points * Columns];
        var groupsAtOnce = Math.Max(1, ValuesAtOnce / (Columns * RowLanes.Lanes));
        for (var first = 0; first < _lanes.Groups; first += groupsAtOnce)
        {
            for (var point = from; point < to; point += GroupDistances.Points)
            {
                for (var i = 0; i < GroupDistances.Points; i++)
                {
                    points.Row(Math.Min(point + i, to - 1)).CopyTo(four.AsSpan(i * Columns));
                }

                for (var group = first; group < Math.Min(_lanes.Groups, first + groupsAtOnce); group++)
                {
                    GroupDistances.OfFour(rule, four, _lanes.Group(group), results);
                    for (var i = 0; i < GroupDistances.Points && point + i < to; i++)
                    {
                        var at = (point + i) * neighbours;
                        new NearestRows(sums.AsSpan(at, neighbours), rows.AsSpan(at, neighbours))
                            .OfferGroup(results.Slice(i * RowLanes.Lanes, RowLanes.Lanes), _places.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes));
                    }
                }
            }
        }
    }

    private void Visit<TRule>(TRule rule, KdTree tree, int at, double bound, ReadOnlySpan<double> point, NearestRows nearest)
        where TRule : struct, IDistanceRule
    {
        if (bound * JustBelow > nearest.Worst)
        {
            return;
        }

        var node = tree.Nodes[at];
        if (!node.IsLeaf)
        {
            var (left, right) = (Bound(rule, tree, at + 1, point), Bound(rule, tree, node.Right, point));
            var leftFirst = left <= right;
            Visit(rule, tree, leftFirst ? at + 1 : node.Right, leftFirst ? left : right, point, nearest);
            Visit(rule, tree, leftFirst ? node.Right : at + 1, leftFirst ? right : left, point, nearest);
            return;
        }

        Span<double> sums = stackalloc double[RowLanes.Lanes];
        for (var group = node.From; group < node.To; group++)
        {
            GroupDistances.OfOne(rule, point, _lanes.Group(group), sums);
            nearest.OfferGroup(sums, _places.AsSpan(group * RowLanes.Lanes, RowLanes.Lanes));
        }
    }

    /// <summary>The sum to the nearest place of a box.</summary>
    private static double Bound<TRule>(TRule rule, KdTree tree, int node, ReadOnlySpan<double> point)
        where TRule : struct, IDistanceRule
    {
        var lower = tree.Boxes.AsSpan(2 * node * point.Length, point.Length);
        var upper = tree.Boxes.AsSpan(((2 * node) + 1) * point.Length, point.Length);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < point.Length; i++)
        {
            var difference = point[i] < lower[i] ? lower[i] - point[i] : point[i] > upper[i] ? point[i] - upper[i] : 0;
            sum = rule.Add(Vector256.Create(difference), sum);
        }

        return sum[0];
    }
}
