using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Reprise.Data.Csv;

/// <summary>Reads CSV text record by record in bounded memory, whatever its length, and collects what is wrong with it. Not thread-safe.</summary>
/// <remarks>
/// Fields are RFC 4180; quotes inside an unquoted field are text. Lines end in LF, CRLF or CR; blank lines are passed over. Reading goes on past
/// problems where the records stay recognisable and ends early where they do not (an open quote, a field or line that is too long).
/// </remarks>
public sealed class CsvRecordReader : IDisposable
{
    private readonly CsvOptions _options;
    private readonly CsvProblemList _problems;
    private readonly CsvParser _parser;
    private readonly IDisposable? _owned;
    private string[] _fields = [];
    private int _previousLine;
    private bool _broken;
    private int _askedField;

    private CsvRecordReader(TextReader text, CsvOptions options, CsvProblemList problems, IDisposable? owned)
    {
        _options = options;
        _problems = problems;
        _owned = owned;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = options.Delimiter.ToString(),
            IgnoreBlankLines = false,
            MaxFieldSize = options.MaxFieldLength,
            BufferSize = 1 << 16,
            BadDataFound = OnBadField,
        };
        _parser = new CsvParser(new LineGuard(text, options.MaxLineLength), configuration, leaveOpen: true);
        ColumnNames = ReadHeader();
    }

    /// <summary>Names of the header, made unique (<c>x</c>, <c>x.1</c>) so that each names one column; empty when there is no header.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Number of the current data row, 1-based; 0 before the first.</summary>
    public int Row { get; private set; }

    /// <summary>Line on which the current record starts, 1-based.</summary>
    public int Line { get; private set; }

    /// <summary>Number of fields of the current record; differs from the header's in a ragged row.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Whether the current record has more or fewer fields than the header.</summary>
    public bool IsRagged => FieldCount != ColumnNames.Count;

    /// <summary>The problems found so far, the first <see cref="CsvOptions.MaxProblems"/> of them.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems.Kept;

    /// <summary>How many problems were found so far.</summary>
    public long ProblemCount => _problems.Count;

    internal CsvProblemList ProblemList => _problems;

    /// <summary>One field of the current record as text, unquoted; 0-based.</summary>
    public string this[int field]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)field, (uint)FieldCount, nameof(field));
            return _fields[field];
        }
    }

    /// <summary>Opens a file; one that is gzip by its content is decompressed.</summary>
    /// <exception cref="Core.Errors.RepriseException">There is no such file, or it may not be read.</exception>
    public static CsvRecordReader Open(string path, CsvOptions? options = null)
    {
        var (checkedOptions, problems) = Prepare(path, options);
        var text = CsvSource.Open(path, checkedOptions, problems);
        return new CsvRecordReader(text, checkedOptions, problems, text);
    }

    /// <summary>Reads a stream from its position on; it stays open. Its bytes are never decompressed: a request cannot grow on the way in.</summary>
    public static CsvRecordReader Open(Stream stream, CsvOptions? options = null)
    {
        var (checkedOptions, problems) = Prepare(null, options);
        return new CsvRecordReader(CsvSource.Open(stream, checkedOptions, problems), checkedOptions, problems, null);
    }

    /// <summary>Reads text from its position on; the reader stays open.</summary>
    public static CsvRecordReader Open(TextReader text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (checkedOptions, problems) = Prepare(null, options);
        return new CsvRecordReader(text, checkedOptions, problems, null);
    }

    /// <summary>Goes to the next record; false at the end, or where the text cannot be followed any further.</summary>
    public bool Read()
    {
        if (ColumnNames.Count == 0 || !ReadRecord())
        {
            FieldCount = 0;
            return false;
        }

        Row++;
        TakeFields();
        if (_broken)
        {
            FieldCount = 0;
            return false;
        }

        CheckRow();
        return true;
    }

    /// <summary>Throws one exception that lists the problems found so far, if there are any.</summary>
    /// <exception cref="Core.Errors.RepriseException">There are problems.</exception>
    public void ThrowIfProblems() => _problems.ThrowIfAny();

    /// <summary>Closes the file when this reader opened it.</summary>
    public void Dispose()
    {
        _parser.Dispose();
        _owned?.Dispose();
    }

    private static (CsvOptions Options, CsvProblemList Problems) Prepare(string? source, CsvOptions? options)
    {
        options ??= CsvOptions.Default;
        options.Validate();
        return (options, new CsvProblemList(source, options.MaxProblems));
    }

    private List<string> ReadHeader()
    {
        if (!ReadRecord())
        {
            if (_problems.Count == 0)
            {
                Report(CsvRule.Empty, 0, null, "the input is empty; a header line with the names of the columns comes first.", line: 0);
            }

            return [];
        }

        TakeFields();
        if (_broken)
        {
            return [];
        }

        if (FieldCount > _options.MaxColumns)
        {
            Report(CsvRule.TooManyColumns, 0, null, string.Create(
                CultureInfo.InvariantCulture, $"the header has {FieldCount:N0} columns; at most {_options.MaxColumns:N0} are read."));
            return [];
        }

        return CsvHeader.Name(_fields.AsSpan(0, FieldCount), _options, (rule, column, name, message) => Report(rule, column, name, message));
    }

    /// <summary>Moves the tokeniser to the next record that is not a blank line.</summary>
    private bool ReadRecord()
    {
        while (!_broken)
        {
            _previousLine = _parser.RawRow;
            if (!TryReadRaw())
            {
                return false;
            }

            Line = _previousLine + 1;
            if (_parser.Count != 1 || _parser.RawRecord.AsSpan().Trim("\r\n").Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryReadRaw()
    {
        try
        {
            return _parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            Break(CsvRule.TooLong, string.Create(
                CultureInfo.InvariantCulture,
                $"a field of the record that starts here is longer than {_options.MaxFieldLength:N0} characters; most likely its closing quote is missing."));
        }
        catch (LineGuard.LineTooLongException e)
        {
            Break(CsvRule.TooLong, e.Message);
        }
        catch (DecoderFallbackException e)
        {
            Break(CsvRule.Encoding, $"the text is broken here or below: {e.Message} Save the file again as UTF-8.");
        }
        catch (InvalidDataException e)
        {
            Break(CsvRule.Compression, $"the gzip data is damaged or cut off here or below ({e.Message}). Fetch the file again.");
        }

        return false;
    }

    private void TakeFields()
    {
        FieldCount = _parser.Count;
        if (_fields.Length < FieldCount)
        {
            Array.Resize(ref _fields, FieldCount);
        }

        // The tokeniser reports a bad field when it is asked for.
        for (var i = 0; i < FieldCount && !_broken; i++)
        {
            _askedField = i;
            var field = _parser[i];
            _fields[i] = field;
            if (field.Contains('\0'))
            {
                Report(CsvRule.Nul, i + 1, NameOf(i), "the cell holds a NUL character: this is binary data, or UTF-16 without its byte order mark.");
            }
        }
    }

    private void OnBadField(BadDataFoundArgs bad)
    {
        var field = bad.Field.AsSpan();
        if (field is not ['"', ..])
        {
            return;
        }

        var line = _previousLine + 1 + QuotedField.LinesBefore(bad.Field, bad.RawRecord);
        if (QuotedField.IsOpen(field))
        {
            _broken = true;
            Report(CsvRule.UnterminatedQuote, _askedField + 1, NameOf(_askedField), "the quote that opens this field is never closed; the rest of the text was read as part of it.", line);
        }
        else
        {
            Report(CsvRule.TextAfterQuote, _askedField + 1, NameOf(_askedField), $"text follows the closing quote in {CsvProblem.Shown(field)}; write quotes inside a quoted field twice.", line);
        }
    }

    private void CheckRow()
    {
        if (IsRagged)
        {
            Report(CsvRule.Ragged, 0, null, string.Create(
                CultureInfo.InvariantCulture, $"the row has {Cells(FieldCount)}, the header {ColumnNames.Count}; check its {(FieldCount < ColumnNames.Count ? "missing" : "unquoted")} delimiters."));
        }
    }

    private void Break(CsvRule rule, string message)
    {
        _broken = true;
        Report(rule, 0, null, message, _previousLine + 1);
    }

    private void Report(CsvRule rule, int column, string? name, string message, int? line = null) =>
        _problems.Add(new CsvProblem { Rule = rule, Line = line ?? Line, Row = Row, Column = column, ColumnName = name, Message = message });

    // The header is being read while the names are not known.
    private string? NameOf(int field) => ColumnNames is { } names && field < names.Count ? names[field] : null;

    private static string Cells(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "cell" : "cells")}");
}
