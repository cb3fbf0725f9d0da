namespace Reprise.Data.Csv;

/// <summary>Reads CSV text whole, cells as they stand. Problems are kept in the table, not thrown: this is what validation looks at.</summary>
public static class CsvText
{
    /// <summary>Reads a file (gzip too). See <see cref="CsvRecordReader"/> for what is understood.</summary>
    /// <exception cref="Core.Errors.RepriseException">There is no such file, it may not be read, or it does not fit in memory.</exception>
    public static TextTable Read(string path, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(path, options);
        return Read(reader, options, cancellationToken);
    }

    /// <summary>Reads a stream from its position on; it stays open.</summary>
    public static TextTable Read(Stream stream, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(stream, options);
        return Read(reader, options, cancellationToken);
    }

    /// <summary>Reads text from its position on; the reader stays open.</summary>
    public static TextTable Read(TextReader text, CsvOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var reader = CsvRecordReader.Open(text, options);
        return Read(reader, options, cancellationToken);
    }

    internal static TextTable Read(CsvRecordReader reader, CsvOptions? options, CancellationToken cancellationToken)
    {
        var columns = new TextColumn[reader.ColumnNames.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new TextColumn();
        }

        var lines = new List<int>();
        var ragged = new HashSet<int>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.IsRagged)
            {
                ragged.Add(lines.Count);
            }

            lines.Add(reader.Line);
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Add(i < reader.FieldCount ? reader[i] : "");
            }
        }

        if (lines.Count == 0 && reader.ProblemCount == 0 && !(options ?? CsvOptions.Default).AllowNoRows)
        {
            reader.ProblemList.Add(new CsvProblem { Rule = CsvRule.NoRows, Line = 1, Message = "there is a header and no row of data below it." });
        }

        return new TextTable(reader.ColumnNames, columns, [.. lines], ragged, reader.ProblemList);
    }
}
