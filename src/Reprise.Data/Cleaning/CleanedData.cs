using System.Globalization;
using System.Text.Json;
using Reprise.Data.Csv;

namespace Reprise.Data.Cleaning;

/// <summary>Data that keeps its contract, and everything that was done to get there.</summary>
public sealed record CleanedData
{
    /// <summary>The cells; those without a change are character for character the original's.</summary>
    public required TextTable Text { get; init; }

    /// <summary>Every change: columns first, then by row and column of the original.</summary>
    public required IReadOnlyList<DataChange> Changes { get; init; }

    /// <summary>For each row, its data row in the original, 1-based.</summary>
    public required IReadOnlyList<int> SourceRows { get; init; }

    /// <summary>How many rows of the original were left out.</summary>
    public required int RowsDropped { get; init; }

    /// <summary>Writes the changes as CSV: row, line, column, rule, action, from, to. A reader sees the old file or the whole new one.</summary>
    public void WriteChanges(string path) => CsvWriter.WriteFile(path, text =>
    {
        CsvWriter.WriteRecord(text, ["row", "line", "column", "rule", "action", "from", "to"]);
        foreach (var change in Changes)
        {
            CsvWriter.WriteRecord(text, [Number(change.Row), Number(change.Line), change.Column, Word(change.Rule), Word(change.Action), change.From, change.To]);
        }
    });

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
