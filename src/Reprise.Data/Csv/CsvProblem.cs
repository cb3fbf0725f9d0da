using System.Globalization;

namespace Reprise.Data.Csv;

/// <summary>One thing wrong with CSV text, and its place.</summary>
public sealed record CsvProblem
{
    /// <summary>The rule that is broken.</summary>
    public required CsvRule Rule { get; init; }

    /// <summary>What is wrong and what to do, one line.</summary>
    public required string Message { get; init; }

    /// <summary>Line of the text, 1-based, the header's line being 1; 0 when the whole text is meant.</summary>
    public int Line { get; init; }

    /// <summary>Data row, 1-based; 0 for the header or the whole text.</summary>
    public int Row { get; init; }

    /// <summary>Field of the row, 1-based; 0 when no single field is meant.</summary>
    public int Column { get; init; }

    /// <summary>Name of that column, when known.</summary>
    public string? ColumnName { get; init; }

    /// <summary>Place and message: <c>line 7, column 3 (`tempo`): …</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Line > 0 ? $"line {Line}" : "")}{(Column > 0 ? $", column {Column}" : "")}{(ColumnName is { Length: > 0 } ? $" (`{ColumnName}`)" : "")}{(Line > 0 ? ": " : "")}{Message}");
}
