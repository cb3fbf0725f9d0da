using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Fills the columns of one request, whatever its form, and collects what does not fit.</summary>
internal sealed class TableBuilder
{
    private readonly InputSchema _schema;
    private readonly InputLimits _limits;
    private readonly ColumnBuilder[] _columns;
    private readonly List<int>?[] _missingRows;
    private readonly int[] _seenInRow;
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);
    private Func<int, int, IReadOnlyList<object>> _locate = (_, _) => [];
    private int _rows;

    public TableBuilder(InputSchema schema, InputLimits limits)
    {
        _schema = schema;
        _limits = limits;
        _columns = new ColumnBuilder[schema.Fields.Count];
        _missingRows = new List<int>?[schema.Fields.Count];
        _seenInRow = new int[schema.Fields.Count];
        Problems = new ProblemList(limits.MaxProblems);
    }

    public ProblemList Problems { get; }

    public InputSchema Schema => _schema;

    /// <summary>Makes room for rows; false, with the problem noted, when there are none or too many.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="form">Where the rows are, for messages.</param>
    /// <param name="locate">Location of a cell by its row and column of the schema.</param>
    public bool Start(int rows, IReadOnlyList<object> form, Func<int, int, IReadOnlyList<object>> locate)
    {
        if (rows == 0)
        {
            Problems.Add(form, InputRules.Empty, "holds no rows; send at least one.");
            return false;
        }

        var maxRows = (int)Math.Min(_limits.MaxRows, _limits.MaxCells / Math.Max(_schema.Fields.Count, 1));
        if (rows > maxRows)
        {
            Problems.Add(form, InputRules.Limit, $"holds {rows} rows; at most {maxRows} are taken at once. Split the request.");
            return false;
        }

        _rows = rows;
        _locate = locate;
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column] = ColumnBuilder.For(_schema.Fields[column], _schema.ColumnTypes[column], rows);
        }

        return true;
    }

    /// <summary>Notes a column of the request that the signature does not name.</summary>
    public void Ignore(string column)
    {
        if (_ignored.Count < _limits.MaxProblems)
        {
            _ignored.Add(column);
        }
    }

    /// <summary>Notes that the request has no such column at all.</summary>
    public void Absent(int column, IReadOnlyList<object> form)
    {
        var field = _schema.Fields[column];
        if (field.Required)
        {
            Problems.Add(
                [.. form, field.Name!], InputRules.Missing, $"is missing; the model needs '{field.Name}' ({field.Type.ToWire()}).", column: field.Name);
        }
    }

    public void Set(int row, int column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            SetNull(row, column);
        }
        else if (_columns[column].Set(row, value) is { } fault)
        {
            Report(row, column, fault, $"{Describe(value)}", value.GetRawText());
        }
    }

    public void Set(int row, int column, string text)
    {
        if (_columns[column].Set(row, text) is { } fault)
        {
            Report(row, column, fault, $"'{Shorten(text)}'", text);
        }
    }

    public void SetNull(int row, int column)
    {
        var field = _schema.Fields[column];
        if (field.Required)
        {
            Problems.Add(
                _locate(row, column), InputRules.Null, $"must not be null; '{field.Name}' had no nulls in training. Send a value.", "null", row, field.Name);
        }
    }

    /// <summary>Takes one row given as names and values; rows come in order.</summary>
    public void SetRecord(int row, JsonElement record)
    {
        var expected = 0;
        foreach (var property in record.EnumerateObject())
        {
            var column = _schema.IndexOf(property, expected++);
            if (column < 0)
            {
                Ignore(property.Name);
            }
            else if (_seenInRow[column] == row + 1)
            {
                Problems.Add(
                    _locate(row, column), InputRules.Duplicate, $"'{property.Name}' is given twice; give each name once.", null, row, property.Name);
            }
            else
            {
                _seenInRow[column] = row + 1;
                Set(row, column, property.Value);
            }
        }

        for (var column = 0; column < _columns.Length; column++)
        {
            if (_seenInRow[column] != row + 1 && _schema.Fields[column].Required)
            {
                (_missingRows[column] ??= []).Add(row);
            }
        }
    }

    /// <summary>Takes one row given as values in the order of the signature.</summary>
    public void SetPositional(int row, JsonElement values, IReadOnlyList<object> location)
    {
        var count = values.GetArrayLength();
        if (count != _columns.Length)
        {
            Problems.Add(
                location, InputRules.Ragged, $"has {count} values; a row without names has the model's {_columns.Length} columns in their order.", null, row);
            return;
        }

        var column = 0;
        foreach (var value in values.EnumerateArray())
        {
            Set(row, column++, value);
        }
    }

    /// <summary>The table, or the problems.</summary>
    public InputResult Finish(IReadOnlyList<object> form)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            if (_missingRows[column] is { } rows && rows.Count == _rows)
            {
                Absent(column, _rows == 1 ? [.. _locate(0, column).SkipLast(1)] : form);
            }
            else
            {
                foreach (var row in _missingRows[column] ?? [])
                {
                    var name = _schema.Fields[column].Name;
                    Problems.Add(_locate(row, column), InputRules.Missing, $"is missing in this row; the model needs '{name}'.", null, row, name);
                }
            }
        }

        return new InputResult
        {
            Table = Problems.Count == 0 ? new Table([.. _columns.Select(column => column.Build())]) : null,
            Problems = Problems.Listed,
            ProblemCount = Problems.Count,
            IgnoredColumns = [.. _ignored],
        };
    }

    private void Report(int row, int column, CellFault fault, string found, string value) =>
        Problems.Add(_locate(row, column), fault.Rule, $"{fault.Expected}. Got {found}.", value, row, _schema.Fields[column].Name);

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the text \"{Shorten(value.GetString()!)}\"",
        JsonValueKind.Number => Shorten(value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
