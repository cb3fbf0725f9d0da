using System.Buffers;
using System.Text;
using Reprise.Core.Files;
using Reprise.Core.Tables;

namespace Reprise.Data.Csv;

/// <summary>Writes tables as RFC 4180 CSV in UTF-8 without byte order mark, LF at line ends, culture-invariant.</summary>
/// <remarks>
/// What <see cref="CsvTable"/> reads back is equal, with the columns' types given: numbers print so that they parse to the same bits, null is an empty cell.
/// An empty string is an empty cell too and reads back as null, as it does in pandas.
/// </remarks>
public static class CsvWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\r\n");

    /// <summary>Writes a file: a reader sees the old one or the whole new one.</summary>
    public static void Write(string path, Table table, char delimiter = ',') => WriteFile(path, text => Write(text, table, delimiter));

    /// <inheritdoc cref="Write(string, Table, char)"/>
    public static void Write(string path, TextTable table, char delimiter = ',') => WriteFile(path, text => Write(text, table, delimiter));

    /// <summary>Writes text, cells as they stand; the writer stays open.</summary>
    public static void Write(TextWriter text, TextTable table, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(table);
        WriteRecord(text, [.. table.ColumnNames], delimiter);
        var cells = new string?[table.ColumnNames.Count];
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = table.Text(row, i);
            }

            WriteRecord(text, cells, delimiter);
        }
    }

    /// <summary>Writes text; the writer stays open.</summary>
    public static void Write(TextWriter text, Table table, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(table);
        WriteRecord(text, [.. table.Columns.Select(column => column.Name)], delimiter);
        var cells = new string?[table.Columns.Count];
        for (var row = 0; row < table.RowCount; row++)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = table.Columns[i].TextAt(row);
            }

            WriteRecord(text, cells, delimiter);
        }
    }

    /// <summary>Writes one record and its line end; null is an empty cell.</summary>
    public static void WriteRecord(TextWriter text, ReadOnlySpan<string?> cells, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        if (cells.Length == 1 && string.IsNullOrEmpty(cells[0]))
        {
            // A bare line end would be a blank line, not a record.
            text.Write("\"\"\n");
            return;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                text.Write(delimiter);
            }

            WriteCell(text, cells[i], delimiter);
        }

        text.Write('\n');
    }

    internal static void WriteFile(string path, Action<TextWriter> write) =>
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false, true), 1 << 16, leaveOpen: true);
            write(text);
        });

    private static void WriteCell(TextWriter text, string? cell, char delimiter)
    {
        if (cell is null)
        {
            return;
        }

        // A leading BOM would be taken for the file's own.
        if (cell.AsSpan().ContainsAny(Special) || cell.Contains(delimiter) || cell.StartsWith('\uFEFF'))
        {
            text.Write('"');
            text.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
            return;
        }

        text.Write(cell);
    }
}
