using Reprise.Core.Tables;

namespace Reprise.Data.Csv;

/// <summary>The cells of CSV text as they stand, with the line of every row and what was wrong with the text. Immutable; safe to share between threads.</summary>
/// <remarks>Held as one block of characters a column: about two bytes a character and eight a cell.</remarks>
public sealed class TextTable
{
    private readonly TextColumn[] _columns;
    private readonly int[] _lines;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly HashSet<int> _ragged;
    private readonly CsvProblemList _problems;

    internal TextTable(IReadOnlyList<string> names, TextColumn[] columns, int[] lines, HashSet<int> ragged, CsvProblemList problems)
    {
        ColumnNames = names;
        _columns = columns;
        _lines = lines;
        _ragged = ragged;
        _problems = problems;
        for (var i = 0; i < names.Count; i++)
        {
            _index.Add(names[i], i);
        }
    }

    /// <summary>A table of texts that stem from no CSV: as if written by <see cref="CsvWriter"/> and read again.</summary>
    internal static TextTable Of(IReadOnlyList<string> names, TextColumn[] columns)
    {
        var lines = new int[columns.Length == 0 ? 0 : columns[0].Count];
        for (int row = 0, line = 2 + names.Sum(name => name.Count(c => c == '\n')); row < lines.Length; row++, line++)
        {
            lines[row] = line;
            foreach (var column in columns)
            {
                line += column[row].Count('\n');
            }
        }

        return new TextTable(names, columns, lines, [], new CsvProblemList(null, 1));
    }

    /// <summary>Names of the columns, in order, each once.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Number of data rows.</summary>
    public int RowCount => _lines.Length;

    /// <summary>What is wrong with the text itself: the first <see cref="CsvOptions.MaxProblems"/>.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems.Kept;

    /// <summary>How many such problems there are.</summary>
    public long ProblemCount => _problems.Count;

    /// <summary>The text of a cell, 0-based; empty where a ragged row has none.</summary>
    public ReadOnlySpan<char> Cell(int row, int column) => _columns[column][row];

    /// <summary>The text of a cell as a string; see <see cref="Cell"/>.</summary>
    public string Text(int row, int column) => Cell(row, column).ToString();

    /// <summary>The line on which a 0-based row starts, the header's being 1.</summary>
    public int LineOf(int row) => _lines[row];

    /// <summary>Whether a 0-based row had more or fewer cells than the header, so that its cells may stand in the wrong columns.</summary>
    public bool IsRagged(int row) => _ragged.Contains(row);

    /// <summary>The 0-based place of a column, or −1.</summary>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    /// <summary>The cells as typed columns; blank cells are null.</summary>
    /// <param name="types">Types by column name; a column that is not named is inferred as by <see cref="CsvTable"/>.</param>
    /// <exception cref="Core.Errors.RepriseException">The text is malformed or a cell is not of its type; every problem is listed.</exception>
    public Table ToTable(IReadOnlyDictionary<string, ColumnType> types) => CsvTable.Type(this, _problems, CsvOptions.Default with { Types = types });

    /// <summary>Throws one exception that lists the problems of the text, if there are any.</summary>
    /// <exception cref="Core.Errors.RepriseException">There are problems.</exception>
    public void ThrowIfProblems() => _problems.ThrowIfAny();
}
