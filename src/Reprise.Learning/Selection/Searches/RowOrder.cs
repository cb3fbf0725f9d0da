using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Orders of rows whose every beginning is a fair sample.</summary>
internal static class RowOrder
{
    /// <summary>The rows shuffled; with classes, every beginning holds the classes in their shares as nearly as whole rows allow.</summary>
    public static int[] Shuffled(ReadOnlySpan<int> rows, ReadOnlySpan<int> classes, Rng rng)
    {
        var shuffled = rows.ToArray();
        rng.Shuffle<int>(shuffled);
        if (classes.IsEmpty)
        {
            return shuffled;
        }

        var labels = SplitInput.Take(classes, shuffled);
        var counts = SplitInput.Count(labels);
        var seen = new int[counts.Length];
        var places = new double[shuffled.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (seen[labels[i]]++ + 0.5) / counts[labels[i]];
        }

        return [.. Enumerable.Range(0, shuffled.Length).OrderBy(i => places[i]).ThenBy(i => labels[i]).Select(i => shuffled[i])];
    }

    /// <summary>The rows, ascending.</summary>
    public static ReadOnlyMemory<int> Sorted(ReadOnlySpan<int> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
