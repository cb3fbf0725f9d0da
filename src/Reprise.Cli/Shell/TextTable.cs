using Spectre.Console;

namespace Reprise.Cli.Shell;

/// <summary>Rows under headings: a drawn table on a terminal, aligned plain lines without wrapping in a pipe.</summary>
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
        if (terminal.OutputIsTerminal)
        {
            terminal.Output.Write(Drawn());
        }
        else
        {
            WritePlain(terminal.OutputWriter);
        }
    }

    private Table Drawn()
    {
        var table = new Table().RoundedBorder();
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(heading), new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in _rows)
        {
            table.AddRow(Array.ConvertAll(row, cell => new Text(OneLine(cell))));
        }

        return table;
    }

    private void WritePlain(TextWriter output)
    {
        var lines = _rows.ConvertAll(row => Array.ConvertAll(row, OneLine));
        var widths = headings.Select((heading, i) => lines.Aggregate(heading.Length, (widest, line) => Math.Max(widest, line[i].Length))).ToArray();
        foreach (var line in lines.Prepend(headings))
        {
            output.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>Control characters from stored text must not reach a terminal.</summary>
    private static string OneLine(string cell) =>
        cell.Any(char.IsControl) ? string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c)) : cell;
}
