using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Selection;

/// <summary>Rows that are equal, or nearly equal, in every feature, grouped, so that a copy of a training row is never a test row.</summary>
public sealed class DuplicateGroups
{
    private readonly int[] _groups;

    private DuplicateGroups(int[] groups, bool near = false)
    {
        _groups = groups;
        IsNear = near;
        Sizes = [.. SplitInput.Count(groups).Where(size => size > 1).GroupBy(size => size).OrderBy(size => size.Key).Select(size => (size.Key, size.Count()))];
    }

    /// <summary>A group number per row, counted from 0 in order of first appearance; a row without a copy has a group of its own.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>Whether nearly equal rows are grouped too.</summary>
    public bool IsNear { get; }

    /// <summary>For each size above 1, ascending, how many groups have so many rows.</summary>
    public IReadOnlyList<(int Rows, int Groups)> Sizes { get; }

    /// <summary>Number of groups with more than one row.</summary>
    public int Count => Sizes.Sum(size => size.Groups);

    /// <summary>Groups the rows of a table by all its columns; nulls equal nulls. Leave out the target and identifiers first. O(cells).</summary>
    public static DuplicateGroups Of(Table features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new DuplicateGroups(Refine(features.Columns, features.RowCount));
    }

    /// <summary>Groups rows of a table that are nearly equal: all text, flags and nulls equal, and all number columns within <paramref name="tolerance"/> together.</summary>
    /// <param name="features">All columns are compared; leave out the target and identifiers first.</param>
    /// <param name="tolerance">The root of the mean squared difference over number columns, each measured in its standard deviations; at least 0. Default 0.05.</param>
    /// <remarks>Rows near the same row are grouped even when they are further from each other. Nearest pairs are found on a grid of projections: none is missed.</remarks>
    /// <exception cref="ArgumentException">The tolerance is out of range, or a number is not finite.</exception>
    public static DuplicateGroups Near(Table features, double tolerance = 0.05)
    {
        ArgumentNullException.ThrowIfNull(features);
        Column[] numbers = [.. features.Columns.Where(column => column.Type is ColumnType.Double or ColumnType.Long)];
        var keys = Refine([.. features.Columns.Except(numbers)], features.RowCount);
        foreach (var column in numbers.Where(column => column.HasNulls))
        {
            keys = Refine<bool>(keys, [.. Enumerable.Range(0, column.Length).Select(column.IsNull)], null);
        }

        var x = new Matrix(features.RowCount, numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            for (var row = 0; row < x.Rows; row++)
            {
                x[row, i] = numbers[i].IsNull(row) ? 0 : numbers[i].NumberAt(row);
            }
        }

        return Near(x, tolerance, keys);
    }

    /// <summary>Groups rows of a matrix that are nearly equal.</summary>
    /// <inheritdoc cref="Near(Table, double)"/>
    public static DuplicateGroups Near(MatrixView features, double tolerance = 0.05) => Near(features, tolerance, new int[features.Rows]);

    private static DuplicateGroups Near(MatrixView features, double tolerance, int[] keys)
    {
        Require.InRange(tolerance, 0, double.PositiveInfinity, nameof(DuplicateGroups));
        Require.Finite(features);
        if (features.Columns == 0 || features.Rows == 0)
        {
            return new DuplicateGroups(keys, near: true);
        }

        var scaled = new StandardScaler().Fit(features).Transform(features);
        return new DuplicateGroups(NearRows.Group(scaled, tolerance * Math.Sqrt(features.Columns), keys), near: true);
    }

    private static int[] Refine(IReadOnlyList<Column> columns, int rows)
    {
        var groups = new int[rows];
        foreach (var column in columns)
        {
            groups = column switch
            {
                Column<double> numbers => Refine(groups, numbers.Values, column),
                Column<long> numbers => Refine(groups, numbers.Values, column),
                Column<bool> flags => Refine(groups, flags.Values, column),
                Column<string> texts => Refine(groups, texts.Values, column),
                _ => throw new ArgumentException($"Column '{column.Name}' is of a type that cannot be compared.", nameof(columns)),
            };
        }

        return groups;
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
            ? IsNear ? "no nearly identical rows" : "no identical rows"
            : string.Join(
                " and ",
                Sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Groups} group{(size.Groups == 1 ? "" : "s")} of {size.Rows}")))
              + (IsNear ? " nearly identical rows kept in one fold each" : " identical rows kept in one fold each");

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
