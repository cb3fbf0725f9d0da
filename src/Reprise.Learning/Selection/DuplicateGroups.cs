using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Selection;

/// <summary>Rows that are equal in every feature, grouped, so that a copy of a training row is never a test row.</summary>
public sealed class DuplicateGroups
{
    private readonly int[] _groups;

    private DuplicateGroups(int[] groups)
    {
        _groups = groups;
        Sizes = [.. SplitInput.Count(groups).Where(size => size > 1).GroupBy(size => size).OrderBy(size => size.Key).Select(size => (size.Key, size.Count()))];
    }

    /// <summary>A group number per row, counted from 0 in order of first appearance; a row without a copy has a group of its own.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>For each size above 1, ascending, how many groups have so many rows.</summary>
    public IReadOnlyList<(int Rows, int Groups)> Sizes { get; }

    /// <summary>Number of groups with more than one row.</summary>
    public int Count => Sizes.Sum(size => size.Groups);

    /// <summary>Groups the rows of a table by all its columns; nulls equal nulls. Leave out the target and identifiers first. O(cells).</summary>
    public static DuplicateGroups Of(Table features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var groups = new int[features.RowCount];
        foreach (var column in features.Columns)
        {
            groups = column switch
            {
                Column<double> numbers => Refine(groups, numbers.Values, column),
                Column<long> numbers => Refine(groups, numbers.Values, column),
                Column<bool> flags => Refine(groups, flags.Values, column),
                Column<string> texts => Refine(groups, texts.Values, column),
                _ => throw new ArgumentException($"Column '{column.Name}' is of a type that cannot be compared.", nameof(features)),
            };
        }

        return new DuplicateGroups(groups);
    }

    /// <summary>Groups the rows of a matrix by all its columns. O(cells).</summary>
    public static DuplicateGroups Of(MatrixView features)
    {
        var groups = new int[features.Rows];
        var column = new double[features.Rows];
        for (var i = 0; i < features.Columns; i++)
        {
            features.CopyColumn(i, column);
            groups = Refine<double>(groups, column, null);
        }

        return new DuplicateGroups(groups);
    }

    /// <summary>What was found, for reports: "12 groups of 2 identical rows kept in one fold each".</summary>
    public string Describe() =>
        Count == 0
            ? "no identical rows"
            : string.Join(
                " and ",
                Sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Groups} group{(size.Groups == 1 ? "" : "s")} of {size.Rows}")))
              + " identical rows kept in one fold each";

    /// <summary>Splits groups by the values of one more column.</summary>
    private static int[] Refine<T>(int[] groups, ReadOnlySpan<T> values, Column? nulls)
        where T : notnull
    {
        var numbers = new Dictionary<(int Group, bool IsNull, T? Value), int>();
        var refined = new int[groups.Length];
        for (var row = 0; row < refined.Length; row++)
        {
            var isNull = nulls is not null && nulls.IsNull(row);
            var key = (groups[row], isNull, isNull ? default : values[row]);
            numbers.TryAdd(key, numbers.Count);
            refined[row] = numbers[key];
        }

        return refined;
    }
}
