using Reprise.Data.Csv;

namespace Reprise.Data.Validation;

/// <summary>Groups rows whose values are the same in every column of a contract: numbers by value, labels by what they stand for, other text exactly.</summary>
internal static class DuplicateRows
{
    private const double ExactWhole = 1L << 53;

    /// <summary>Groups of 0-based rows, each of two or more in ascending order, by their first row. O(cells).</summary>
    public static List<List<int>> Find(TextTable text, IReadOnlyList<(int Place, CellChecker Checker)> columns)
    {
        var byHash = new Dictionary<int, List<List<int>>>();
        for (var row = 0; row < text.RowCount; row++)
        {
            if (text.IsRagged(row))
            {
                continue;
            }

            var hash = Hash(text, row, columns);
            if (!byHash.TryGetValue(hash, out var groups))
            {
                byHash.Add(hash, groups = []);
            }

            if (groups.Find(group => AreSame(text, group[0], row, columns)) is { } same)
            {
                same.Add(row);
            }
            else
            {
                groups.Add([row]);
            }
        }

        return [.. byHash.Values.SelectMany(groups => groups).Where(group => group.Count > 1).OrderBy(group => group[0])];
    }

    private static int Hash(TextTable text, int row, IReadOnlyList<(int Place, CellChecker Checker)> columns)
    {
        var hash = default(HashCode);
        foreach (var (place, checker) in columns)
        {
            var cell = text.Cell(row, place);
            var judged = checker.Check(cell);
            hash.Add(judged.Label is not null ? string.GetHashCode(judged.Label)
                : !double.IsNaN(judged.Number) ? judged.Number.GetHashCode()
                : judged.IsNull ? 0
                : string.GetHashCode(cell));
        }

        return hash.ToHashCode();
    }

    private static bool AreSame(TextTable text, int a, int b, IReadOnlyList<(int Place, CellChecker Checker)> columns)
    {
        foreach (var (place, checker) in columns)
        {
            ReadOnlySpan<char> one = text.Cell(a, place), other = text.Cell(b, place);
            if (one.SequenceEqual(other))
            {
                continue;
            }

            CheckedCell first = checker.Check(one), second = checker.Check(other);
            var same = (first.IsNull && second.IsNull)
                || (first.Number == second.Number && (Math.Abs(first.Number) < ExactWhole || one.Trim().SequenceEqual(other.Trim())))
                || (first.Label is not null && first.Label == second.Label);
            if (!same)
            {
                return false;
            }
        }

        return true;
    }
}
