using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Cleaning;

/// <summary>One column on its way from the original to the cleaned text.</summary>
internal sealed class CleanedColumn(TextTable text, int place, ColumnContract contract)
{
    private readonly CellChecker _checker = new(contract);

    public string Name => contract.Name;

    public int Place => place;

    public bool IsNumber => contract.Labels is null && contract.Type is ColumnType.Double or ColumnType.Long;

    public TextColumn Cleaned { get; } = new();

    public CheckedCell Check(int row) => _checker.Check(text.Cell(row, place));

    /// <summary>Whether the cell has a flaw that no other value can stand in for.</summary>
    public bool CostsTheRow(int row, MissingNumbers missingNumbers) =>
        !contract.Nullable
        && Check(row).Flaw is not (null or ValidationRule.OddLabel)
        && (!IsNumber || missingNumbers == MissingNumbers.DropRow);

    public bool NeedsMedian(int row) => IsNumber && !contract.Nullable && Check(row).Flaw is not null;

    /// <summary>The median of the valid numbers of these rows as text; null when there is none. For whole numbers, rounded to one.</summary>
    public string? Median(List<int> rows)
    {
        var valid = rows.Select(Check).Where(cell => cell.Flaw is null && !cell.IsNull).Select(cell => cell.Number).Order().ToArray();
        if (valid.Length == 0)
        {
            return null;
        }

        var median = (valid[(valid.Length - 1) / 2] / 2) + (valid[valid.Length / 2] / 2);
        return contract.Type == ColumnType.Long
            ? ((long)Math.Round(median)).ToString(CultureInfo.InvariantCulture)
            : median.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Adds the cleaned cell, and its change if it has one.</summary>
    public void AddCleaned(int row, Lazy<string?> median, List<DataChange> changes)
    {
        var from = text.Cell(row, place);
        var cell = _checker.Check(from);
        if (cell.Flaw is null && !cell.IsPadded)
        {
            Cleaned.Add(from);
            return;
        }

        var (action, to) = cell.Flaw switch
        {
            null => (ChangeAction.Trimmed, from.Trim().ToString()),
            ValidationRule.OddLabel => (ChangeAction.Relabelled, cell.Label!),
            _ => contract.Nullable ? (ChangeAction.Emptied, "") : (ChangeAction.Imputed, median.Value!),
        };
        Cleaned.Add(to);
        changes.Add(new DataChange
        {
            Action = action,
            Rule = cell.Flaw ?? ValidationRule.Padded,
            Row = row + 1,
            Line = text.LineOf(row),
            Column = Name,
            From = from.ToString(),
            To = to,
        });
    }
}
