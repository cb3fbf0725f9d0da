using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>Finds every pair of rows that lie within a distance, and joins them.</summary>
/// <remarks>
/// Rows are projected on three directions; rows within the distance fall into the same or neighbouring cells of a grid that wide, so only those are
/// compared. Nothing is missed. About O(rows · neighbours · columns) time where rows are spread out, O(rows²) where all of them are near each other.
/// </remarks>
internal static class NearRows
{
    private const int Directions = 3;

    /// <summary>Group numbers from 0 in order of first appearance: rows of one key within the distance are joined, and rows joined to the same row too.</summary>
    /// <param name="scaled">Rows in units in which the distance is meant.</param>
    /// <param name="distance">Euclidean, at least 0.</param>
    /// <param name="keys">Rows of different keys are never joined.</param>
    public static int[] Group(MatrixView scaled, double distance, ReadOnlySpan<int> keys)
    {
        var (cells, order) = Cells(scaled, distance * (1 + 1e-9), keys);
        var parents = Enumerable.Range(0, scaled.Rows).ToArray();
        var squared = distance * distance;
        foreach (var (key, (start, count)) in cells)
        {
            for (var a = -1; a <= 1; a++)
            {
                for (var b = -1; b <= 1; b++)
                {
                    for (var c = -1; c <= 1; c++)
                    {
                        var step = (9 * a) + (3 * b) + c;
                        if (step >= 0 && cells.TryGetValue((key.Key, key.A + a, key.B + b, key.C + c), out var other))
                        {
                            Join(scaled, order.AsSpan(start, count), order.AsSpan(other.Start, other.Count), step == 0, squared, parents);
                        }
                    }
                }
            }
        }

        return Numbered(parents);
    }

    private static void Join(MatrixView x, ReadOnlySpan<int> rows, ReadOnlySpan<int> others, bool same, double squared, int[] parents)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = same ? i + 1 : 0; j < others.Length; j++)
            {
                var (a, b) = (Root(parents, rows[i]), Root(parents, others[j]));
                if (a != b && Vectors.SquaredDistance(x.Row(rows[i]), x.Row(others[j])) <= squared)
                {
                    parents[Math.Max(a, b)] = Math.Min(a, b);
                }
            }
        }
    }

    /// <summary>Rows by cell of the projections.</summary>
    private static (Dictionary<(int Key, long A, long B, long C), (int Start, int Count)> Cells, int[] Order) Cells(MatrixView x, double width, ReadOnlySpan<int> keys)
    {
        var rng = new Rng(0);
        var directions = new Matrix(Directions, x.Columns);
        for (var i = 0; i < Directions; i++)
        {
            var direction = directions.Row(i);
            foreach (ref var value in direction)
            {
                value = rng.NextDouble() - 0.5;
            }

            var length = Math.Sqrt(Vectors.Dot(direction, direction));
            foreach (ref var value in direction)
            {
                value /= length > 0 ? length : 1;
            }
        }

        var places = new (int Key, long A, long B, long C)[x.Rows];
        for (var row = 0; row < places.Length; row++)
        {
            var values = x.Row(row);
            places[row] = (keys[row], Cell(directions.Row(0), values), Cell(directions.Row(1), values), Cell(directions.Row(2), values));
        }

        var order = Enumerable.Range(0, places.Length).ToArray();
        Array.Sort(places, order);
        var cells = new Dictionary<(int, long, long, long), (int, int)>();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && places[end] == places[start])
            {
                end++;
            }

            cells.Add(places[start], (start, end - start));
            start = end;
        }

        return (cells, order);

        long Cell(ReadOnlySpan<double> direction, ReadOnlySpan<double> values) =>
            (long)Math.Clamp(Math.Floor(Vectors.Dot(direction, values) / Math.Max(width, 1e-9)), -1e18, 1e18);
    }

    private static int Root(int[] parents, int row)
    {
        while (parents[row] != row)
        {
            parents[row] = parents[parents[row]];
            row = parents[row];
        }

        return row;
    }

    private static int[] Numbered(int[] parents)
    {
        var numbers = new int[parents.Length];
        var next = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            var root = Root(parents, row);                           // the first row of its group
            numbers[row] = root == row ? next++ : numbers[root];
        }

        return numbers;
    }
}
