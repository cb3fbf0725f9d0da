using System.Globalization;
using Reprise.Core.Tables;

namespace Reprise.Learning.Guards;

/// <summary>Columns that carry nothing, or name the row.</summary>
internal static class ColumnChecks
{
    private const int FewestRows = 20;

    public static IEnumerable<Finding> Run(Table features)
    {
        foreach (var column in features.Columns)
        {
            var distinct = Enumerable.Range(0, column.Length).Select(column.TextAt).ToHashSet();
            if (distinct.Count <= 1)
            {
                yield return new Finding(
                    Severity.Note, "constant-column", column.Name, distinct.Count, "the column has one value in every row.", "Leave it out; it cannot help.");
            }
            else if (column.Length >= FewestRows && IsIdentifier(column, distinct.Count, out var rising))
            {
                yield return new Finding(
                    Severity.Warning,
                    "id-column",
                    column.Name,
                    (double)distinct.Count / column.Length,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"every one of {column.Length} rows has a value of its own{(rising ? ", in the order of the rows" : "")}: it looks like an identifier."),
                    rising
                        ? "Leave it out: a model can learn the order in which rows were collected."
                        : "Leave it out: a model can learn rows by heart with it.");
            }
        }
    }

    /// <summary>Text that never repeats, or whole numbers that never repeat and rise or leave few gaps. Real numbers rarely repeat and are no sign.</summary>
    private static bool IsIdentifier(Column column, int distinct, out bool rising)
    {
        rising = false;
        if (distinct < column.Length || column.HasNulls || column.Type == ColumnType.Boolean)
        {
            return false;
        }

        if (column.Type == ColumnType.String)
        {
            rising = Enumerable.Range(1, column.Length - 1).All(row => string.CompareOrdinal(column.TextAt(row - 1), column.TextAt(row)) < 0);
            return true;
        }

        double[] values = [.. Enumerable.Range(0, column.Length).Select(column.NumberAt)];
        if (!Array.TrueForAll(values, double.IsInteger))
        {
            return false;
        }

        rising = values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        return rising || values.Max() - values.Min() < 2.0 * values.Length;
    }
}
