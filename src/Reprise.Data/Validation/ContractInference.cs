using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace Reprise.Data.Validation;

/// <summary>Drafts a contract from a file as it is, to start from or to check a file nobody wrote a contract for.</summary>
/// <remarks>
/// A column is numeric when nine in ten of its non-blank cells are numbers, so that the tenth is found as junk. Text with few different values,
/// case and blanks around aside, has them as labels in their most frequent spelling. Ranges are the smallest and largest number seen.
/// </remarks>
public static class ContractInference
{
    private const double NumericShare = 0.9;
    private const int MostLabels = 20;
    private const int RowsPerLabel = 5;

    /// <summary>The contract that most cells of the text keep.</summary>
    public static DataContract Infer(TextTable text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DataContract { Name = name, Columns = [.. text.ColumnNames.Select((column, place) => InferColumn(text, place, column))] };
    }

    private static ColumnContract InferColumn(TextTable text, int place, string name)
    {
        int filled = 0, blank = 0, numbers = 0, wholes = 0, booleans = 0;
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        var labels = new Dictionary<string, Dictionary<string, int>>(StringComparer.OrdinalIgnoreCase);
        for (var row = 0; row < text.RowCount; row++)
        {
            var cell = text.Cell(row, place).Trim();
            if (text.IsRagged(row) || cell.IsEmpty)
            {
                blank += text.IsRagged(row) ? 0 : 1;
                continue;
            }

            filled++;
            booleans += bool.TryParse(cell, out _) ? 1 : 0;
            if (CsvNumber.TryDouble(cell, out var number) && double.IsFinite(number))
            {
                numbers++;
                wholes += CsvNumber.TryLong(cell, out _) ? 1 : 0;
                (min, max) = (Math.Min(min, number), Math.Max(max, number));
            }

            CountLabel(labels, cell);
        }

        var isNumeric = filled == 0 || numbers >= NumericShare * filled;
        var isBoolean = filled > 0 && booleans >= NumericShare * filled;
        var isLabel = !isNumeric && !isBoolean && labels.Count is > 0 and <= MostLabels && labels.Count * RowsPerLabel <= filled;
        return new ColumnContract
        {
            Name = name,
            Type = isBoolean ? ColumnType.Boolean : !isNumeric ? ColumnType.String : numbers > 0 && wholes == numbers ? ColumnType.Long : ColumnType.Double,
            Nullable = blank > 0,
            Minimum = isNumeric && numbers > 0 ? min : null,
            Maximum = isNumeric && numbers > 0 ? max : null,
            Labels = isLabel ? [.. labels.Values.Select(MostFrequent).Order(StringComparer.Ordinal)] : null,
        };
    }

    /// <summary>Counts spellings by what they fold to, until there are too many to be labels.</summary>
    private static void CountLabel(Dictionary<string, Dictionary<string, int>> labels, ReadOnlySpan<char> cell)
    {
        if (labels.Count > MostLabels)
        {
            return;
        }

        var text = cell.ToString();
        if (!labels.TryGetValue(text, out var spellings))
        {
            labels.Add(text, spellings = new Dictionary<string, int>(StringComparer.Ordinal));
        }

        spellings[text] = spellings.GetValueOrDefault(text) + 1;
    }

    private static string MostFrequent(Dictionary<string, int> spellings) =>
        spellings.OrderByDescending(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal).First().Key;
}
