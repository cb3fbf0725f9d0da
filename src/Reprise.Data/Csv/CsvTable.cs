using System.Globalization;
using Reprise.Core.Tables;

namespace Reprise.Data.Csv;

/// <summary>Reads CSV text into a typed <see cref="Table"/>. Everything wrong is thrown as one exception that lists it all.</summary>
/// <remarks>
/// A column's type is the first of long, double, boolean, string that all its non-null cells are; a column of nulls alone is double.
/// Numbers are culture-invariant and may be padded with blanks; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are doubles in exactly this spelling.
/// A column of whole numbers of which one does not fit a long is text (an identifier would lose digits as a double).
/// </remarks>
public static class CsvTable
{
    /// <summary>Reads a file (gzip too).</summary>
    /// <exception cref="Core.Errors.RepriseException">There is no such file, or the text is not a table of these types; every problem is listed.</exception>
    public static Table Read(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(path, options);
        return Type(CsvText.Read(reader, options, cancellationToken), reader.ProblemList, options ?? CsvOptions.Default);
    }

    /// <summary>Reads a stream from its position on; it stays open.</summary>
    /// <exception cref="Core.Errors.RepriseException">The text is not a table of these types; every problem is listed.</exception>
    public static Table Read(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(stream, options);
        return Type(CsvText.Read(reader, options, cancellationToken), reader.ProblemList, options ?? CsvOptions.Default);
    }

    /// <summary>Reads text from its position on; the reader stays open.</summary>
    /// <exception cref="Core.Errors.RepriseException">The text is not a table of these types; every problem is listed.</exception>
    public static Table Read(TextReader text, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(text, options);
        return Type(CsvText.Read(reader, options, cancellationToken), reader.ProblemList, options ?? CsvOptions.Default);
    }

    internal static Table Type(TextTable text, CsvProblemList problems, CsvOptions options)
    {
        foreach (var name in options.Types.Keys.Where(name => text.IndexOf(name) < 0 && text.ColumnNames.Count > 0).Order(StringComparer.Ordinal))
        {
            problems.Add(new CsvProblem
            {
                Rule = CsvRule.MissingColumn,
                Line = 1,
                Message = $"there is no column `{name}`. The header has: {string.Join(", ", text.ColumnNames.Take(60).Select(column => CsvProblem.Shown(column)))}{(text.ColumnNames.Count > 60 ? ", …" : "")}.",
            });
        }

        string[] nullTokens = [.. options.NullTokens];
        var columns = new List<Column>(text.ColumnNames.Count);
        for (var i = 0; i < text.ColumnNames.Count; i++)
        {
            var typer = new TextColumnTyper(text, i, nullTokens);
            columns.Add(options.Types.TryGetValue(text.ColumnNames[i], out var type) ? typer.As(type, problems) : typer.Infer());
        }

        problems.ThrowIfAny();
        return new Table(columns);
    }
}
