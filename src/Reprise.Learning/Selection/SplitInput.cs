using System.Globalization;

namespace Reprise.Learning.Selection;

/// <summary>What a splitter may look at: how many rows, their classes, and groups that must stay together.</summary>
public sealed class SplitInput
{
    private readonly int[]? _classes;
    private readonly int[]? _groups;

    private SplitInput(int rows, int[]? classes, int[]? groups) => (Rows, _classes, _groups) = (rows, classes, groups);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Rows without classes.</summary>
    public static SplitInput OfRows(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return new SplitInput(rows, null, null);
    }

    /// <summary>Rows with a class number each; the numbers are labels only.</summary>
    public static SplitInput OfClasses(ReadOnlySpan<int> classes) => new(classes.Length, Compact(classes), null);

    /// <summary>The same rows with a group number each; rows of one group never part.</summary>
    /// <exception cref="ArgumentException">There is not one group per row.</exception>
    public SplitInput WithGroups(ReadOnlySpan<int> groups) =>
        groups.Length == Rows
            ? new SplitInput(Rows, _classes, Compact(groups))
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"There are {groups.Length} groups for {Rows} rows; each row needs one."), nameof(groups));

    /// <summary>What splitters may look at of some rows (0-based, in the given order).</summary>
    public SplitInput TakeRows(ReadOnlySpan<int> rows) =>
        new(rows.Length, _classes is null ? null : Compact(Take(_classes, rows)), _groups is null ? null : Compact(Take(_groups, rows)));

    /// <summary>The class of each row, or empty when rows have none.</summary>
    internal ReadOnlySpan<int> Classes => _classes;

    /// <summary>The group of each row, or empty when rows have none.</summary>
    internal ReadOnlySpan<int> Groups => _groups;

    /// <summary>Classes numbered 0, 1, … in ascending order of the given numbers.</summary>
    internal ReadOnlySpan<int> ClassesFor(string owner) =>
        _classes ?? throw new ArgumentException($"`{owner}` needs the class of each row: use {nameof(SplitInput)}.{nameof(OfClasses)}.");

    /// <summary>Groups numbered 0, 1, … in ascending order of the given numbers.</summary>
    internal ReadOnlySpan<int> GroupsFor(string owner) =>
        _groups ?? throw new ArgumentException($"`{owner}` needs the group of each row: use {nameof(SplitInput)}.{nameof(WithGroups)}.");

    /// <summary>How often each number from 0 on occurs.</summary>
    internal static int[] Count(ReadOnlySpan<int> compact)
    {
        var highest = -1;
        foreach (var number in compact)
        {
            highest = Math.Max(highest, number);
        }

        var counts = new int[highest + 1];
        foreach (var number in compact)
        {
            counts[number]++;
        }

        return counts;
    }

    internal static int[] Take(ReadOnlySpan<int> values, ReadOnlySpan<int> rows)
    {
        var result = new int[rows.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[rows[i]];
        }

        return result;
    }

    private static int[] Compact(ReadOnlySpan<int> numbers)
    {
        var distinct = numbers.ToArray();
        Array.Sort(distinct);
        var index = new Dictionary<int, int>();
        foreach (var number in distinct)
        {
            index.TryAdd(number, index.Count);
        }

        var result = new int[numbers.Length];
        for (var row = 0; row < result.Length; row++)
        {
            result[row] = index[numbers[row]];
        }

        return result;
    }
}
