using Reprise.Core.Tables;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>Chooses the columns that encoders of categories learn.</summary>
internal static class CategoryColumns
{
    /// <summary>The named columns, or every column of text and booleans; notes problems.</summary>
    public static IReadOnlyList<Column> Choose(Table table, IReadOnlyList<string>? names, NullEncoding nulls, ProblemList problems)
    {
        names ??= [.. table.Columns.Where(column => column.Type is ColumnType.String or ColumnType.Boolean).Select(column => column.Name)];
        var chosen = new List<Column>();
        foreach (var name in names)
        {
            if (!table.TryGetColumn(name, out var column))
            {
                problems.Add($"Column '{name}' is not in the table.");
            }
            else if (column.Type == ColumnType.Double)
            {
                problems.Add($"Column '{name}' holds real numbers; categories are text, booleans or whole numbers. Use it as a number or cut it into bins.");
            }
            else if (chosen.Contains(column))
            {
                problems.Add($"Column '{name}' is named twice.");
            }
            else
            {
                if (nulls == NullEncoding.Refuse)
                {
                    RefuseNulls(column, problems);
                }

                chosen.Add(column);
            }
        }

        if (names.Count == 0)
        {
            problems.Add($"The table has no column of text or booleans to encode.");
        }
        else if (table.RowCount == 0)
        {
            problems.Add($"The table has no rows; at least one is needed to learn categories from.");
        }

        return chosen;
    }

    /// <summary>Notes every null of a column.</summary>
    public static void RefuseNulls(Column column, ProblemList problems)
    {
        for (var row = 0; column.HasNulls && row < column.Length; row++)
        {
            if (column.IsNull(row))
            {
                problems.Add($"Column '{column.Name}' is null at row {row}; nulls are refused. Fill it or allow nulls as a category.");
            }
        }
    }

    /// <summary>Notes a cell whose category was not in training.</summary>
    public static void AddUnknown(Column column, int row, ProblemList problems) =>
        problems.Add($"Column '{column.Name}' is {Quoted(column.TextAt(row))} at row {row}, which the model did not see in training.");

    private static string Quoted(string? text) => text is null ? "null" : text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
}
