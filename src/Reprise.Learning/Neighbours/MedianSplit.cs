using System.Numerics;

namespace Reprise.Learning.Neighbours;

/// <summary>Selection by value, then by row: Hoare's quickselect with a sort when it goes badly.</summary>
internal static class MedianSplit
{
    /// <summary>Orders pairs so that those before <paramref name="at"/> are no larger than those from there on. O(n) expected, O(n log n) at worst.</summary>
    public static void Partition(Span<double> keys, Span<int> rows, int at)
    {
        var (from, to) = (0, keys.Length - 1);
        for (var tries = 2 * BitOperations.Log2((uint)keys.Length); from < to; tries--)
        {
            if (tries < 0)
            {
                keys[from..(to + 1)].Sort(rows[from..(to + 1)]);
                return;
            }

            var pivot = Middle(keys, rows, from, to);
            var (left, right) = (from, to);
            while (left <= right)
            {
                while (IsLess(keys[left], rows[left], pivot.Key, pivot.Row))
                {
                    left++;
                }

                while (IsLess(pivot.Key, pivot.Row, keys[right], rows[right]))
                {
                    right--;
                }

                if (left <= right)
                {
                    (keys[left], keys[right]) = (keys[right], keys[left]);
                    (rows[left], rows[right]) = (rows[right], rows[left]);
                    left++;
                    right--;
                }
            }

            if (at <= right)
            {
                to = right;
            }
            else if (at >= left)
            {
                from = left;
            }
            else
            {
                return;
            }
        }
    }

    private static (double Key, int Row) Middle(ReadOnlySpan<double> keys, ReadOnlySpan<int> rows, int from, int to)
    {
        var middle = from + ((to - from) / 2);
        var (a, b, c) = ((keys[from], rows[from]), (keys[middle], rows[middle]), (keys[to], rows[to]));
        var (low, high) = a.CompareTo(b) < 0 ? (a, b) : (b, a);
        return c.CompareTo(low) < 0 ? low : c.CompareTo(high) > 0 ? high : c;
    }

    private static bool IsLess(double keyA, int rowA, double keyB, int rowB) => keyA < keyB || (keyA == keyB && rowA < rowB);
}
