using System.Collections.Frozen;

namespace Reprise.Tracking.Search;

/// <summary>How comparators are written, and which belong together.</summary>
internal static class Comparators
{
    public static readonly FrozenSet<Comparator> Numeric =
    [
        Comparator.Equal, Comparator.NotEqual, Comparator.Greater, Comparator.GreaterOrEqual, Comparator.Less, Comparator.LessOrEqual,
    ];

    public static readonly FrozenSet<Comparator> Text = [Comparator.Equal, Comparator.NotEqual, Comparator.Like, Comparator.LikeIgnoreCase];

    public static readonly FrozenSet<Comparator> TextOrIn = [.. Text, Comparator.In];

    public static readonly FrozenSet<Comparator> TextOrList = [.. Text, Comparator.In, Comparator.NotIn];

    private static readonly (Comparator Comparator, string Written)[] Spelling =
    [
        (Comparator.NotEqual, "!="), (Comparator.Less, "<"), (Comparator.LessOrEqual, "<="), (Comparator.Equal, "="), (Comparator.Greater, ">"),
        (Comparator.GreaterOrEqual, ">="), (Comparator.LikeIgnoreCase, "ILIKE"), (Comparator.In, "IN"), (Comparator.Like, "LIKE"), (Comparator.NotIn, "NOT IN"),
    ];

    public static Comparator? Parse(string written) => Array.Find(Spelling, row => row.Written == written) is { Written: not null } row ? row.Comparator : null;

    /// <summary>A set as messages list it: <c>{'!=', '=', 'ILIKE', 'LIKE'}</c>.</summary>
    public static string List(FrozenSet<Comparator> comparators) =>
        $"{{{string.Join(", ", Spelling.Where(row => comparators.Contains(row.Comparator)).Select(row => $"'{row.Written}'"))}}}";
}
