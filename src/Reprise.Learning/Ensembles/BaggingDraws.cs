using Reprise.Core.Matrices;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Ensembles;

/// <summary>The rows and columns a member of a bag sees.</summary>
internal static class BaggingDraws
{
    /// <summary>Drawn columns, ascending: a part of all, rounded down but at least one.</summary>
    public static int[] Columns(int count, double fraction, Rng rng)
    {
        var order = Enumerable.Range(0, count).ToArray();
        var kept = Math.Max(1, (int)(fraction * count));
        if (kept < count)
        {
            rng.Shuffle<int>(order);
        }

        order = order[..kept];
        Array.Sort(order);
        return order;
    }

    /// <summary>Drawn rows, ascending: a part of all, rounded down but at least one.</summary>
    public static int[] Rows(int count, double fraction, bool bootstrap, Rng rng)
    {
        var rows = new int[Math.Max(1, (int)(fraction * count))];
        if (bootstrap)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = rng.NextInt32(count);
            }
        }
        else
        {
            var order = Enumerable.Range(0, count).ToArray();
            rng.Shuffle<int>(order);
            order.AsSpan(0, rows.Length).CopyTo(rows);
        }

        Array.Sort(rows);
        return rows;
    }

    /// <summary>Some columns; the same memory when they are all there are.</summary>
    public static MatrixView Take(MatrixView x, int[] columns)
    {
        if (columns.Length == x.Columns)
        {
            return x;
        }

        var taken = new Matrix(x.Rows, columns.Length);
        for (var row = 0; row < x.Rows; row++)
        {
            var from = x.Row(row);
            var to = taken.Row(row);
            for (var i = 0; i < columns.Length; i++)
            {
                to[i] = from[columns[i]];
            }
        }

        return taken;
    }
}
