using Spectre.Console;

namespace Reprise.Cli.Shell;

/// <summary>Rows under headings: a drawn table on a terminal wide enough; in a pipe or a narrow one aligned plain lines, so that ids stay whole.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row with one cell per heading.</summary>
    public TextTable Add(params string[] cells)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"A row of this table has {headings.Length} cells, not {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }

    /// <summary>Writes the table to standard output.</summary>
    public void Write(Terminal terminal)
    {
        var lines = _rows.ConvertAll(row => Array.ConvertAll(row, OneLine));
        var widths = headings.Select((heading, i) => lines.Aggregate(heading.Length, (widest, line) => Math.Max(widest, line[i].Length))).ToArray();
        if (terminal.OutputIsTerminal && widths.Sum(width => width + 3) < terminal.Output.Profile.Width)
        {
            terminal.Output.Write(Drawn(lines));
            return;
        }

        foreach (var line in lines.Prepend(headings))
        {
            terminal.OutputWriter.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    private Table Drawn(List<string[]> lines)
    {
        var table = new Table().RoundedBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(heading), new Style(decoration: Decoration.Bold))));
        }

        foreach (var line in lines)
        {
            table.AddRow(Array.ConvertAll(line, cell => new Text(cell)));
        }

        return table;
    }

    /// <summary>Control characters from stored text must not reach a terminal.</summary>
    private static string OneLine(string cell) =>
        cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c)) : cell;
}
