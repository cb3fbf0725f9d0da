using System.Globalization;

namespace Reprise.Data.Csv;

/// <summary>One thing wrong with CSV text, and its place.</summary>
public sealed record CsvProblem
{
    private const int ShownCharacters = 60;

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
            $"{(Line > 0 ? $"line {Line}" : "")}{(Column > 0 ? $", column {Column}" : "")}{(ColumnName is { Length: > 0 } name ? $" (`{Shown(name)}`)" : "")}{(Line > 0 ? ": " : "")}{Message}");

    /// <summary>Text from a stranger's file for a one-line message: shortened, and nothing in it that a terminal would obey.</summary>
    internal static string Shown(ReadOnlySpan<char> text)
    {
        var shown = text.Length <= ShownCharacters ? text.ToString() : $"{text[..ShownCharacters]}…";
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c)) : shown;
    }
}
