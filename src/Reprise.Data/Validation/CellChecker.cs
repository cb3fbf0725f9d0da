using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace Reprise.Data.Validation;

/// <summary>Judges the cells of one column: the one place that says what is blank, junk, out of range or an odd label.</summary>
internal sealed class CellChecker
{
    private readonly ColumnContract _contract;
    private readonly bool _isExact;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>? _byFoldedLabel;

    public CellChecker(ColumnContract contract)
    {
        _contract = contract;
        _isExact = contract.Labels is not null || contract.Type != ColumnType.String;
        _byFoldedLabel = contract.Labels?
            .ToDictionary(label => label.Trim(), label => label, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public CheckedCell Check(ReadOnlySpan<char> cell)
    {
        var trimmed = cell.Trim();
        if (trimmed.IsEmpty)
        {
            var flaw = _contract.Labels is null ? ValidationRule.Blank : ValidationRule.BlankLabel;
            return new CheckedCell(_contract.Nullable ? null : flaw, IsPadded: _contract.Nullable && _isExact && cell.Length > 0, IsNull: true);
        }

        if (_byFoldedLabel is { } labels)
        {
            return labels.TryGetValue(trimmed, out var label)
                ? new CheckedCell(cell.SequenceEqual(label) ? null : ValidationRule.OddLabel, Label: label)
                : new CheckedCell(ValidationRule.UnknownLabel);
        }

        return _contract.Type switch
        {
            ColumnType.String => new CheckedCell(null),
            ColumnType.Boolean => new CheckedCell(bool.TryParse(cell, out _) ? null : ValidationRule.Junk),
            _ => CheckNumber(trimmed, isPadded: trimmed.Length < cell.Length),
        };
    }

    private CheckedCell CheckNumber(ReadOnlySpan<char> trimmed, bool isPadded)
    {
        if (!CsvNumber.TryDouble(trimmed, out var number) || !double.IsFinite(number)
            || (_contract.Type == ColumnType.Long && !CsvNumber.TryLong(trimmed, out _)))
        {
            return new CheckedCell(ValidationRule.Junk);
        }

        var isOut = number < _contract.Minimum || number > _contract.Maximum;
        return new CheckedCell(isOut ? ValidationRule.OutOfRange : null, isPadded, Number: number);
    }
}
