using System.Text.Json;

namespace Reprise.Serving.Requests;

/// <summary>The shapes a data frame takes in JSON: split, records, lists of values, columns.</summary>
internal static class FrameReader
{
    /// <summary><c>{"columns": […], "data": [[…], …]}</c>; an index is allowed and not used.</summary>
    public static void ReadSplit(TableBuilder table, string form, JsonElement frame)
    {
        if (!TryShape(table, [form], frame, JsonValueKind.Object, "an object with columns and data")
            || !TryMember(table, form, frame, "columns", out var columns)
            || !TryMember(table, form, frame, "data", out var data))
        {
            return;
        }

        var fields = ReadColumns(table, form, columns);
        var positions = new int[table.Schema.Fields.Count];
        Array.Fill(positions, -1);
        for (var at = 0; at < fields.Length; at++)
        {
            if (fields[at] >= 0)
            {
                positions[fields[at]] = at;
            }
        }

        if (!table.Start(data.GetArrayLength(), [form, "data"], (at, column) => [form, "data", at, positions[column]]))
        {
            return;
        }

        for (var field = 0; field < positions.Length; field++)
        {
            if (positions[field] < 0)
            {
                table.Absent(field, [form, "columns"]);
            }
        }

        var row = 0;
        foreach (var values in data.EnumerateArray())
        {
            ReadSplitRow(table, form, row++, values, fields);
        }
    }

    /// <summary>A list of objects; where <paramref name="allowPositional"/>, also of lists with the columns in order.</summary>
    public static void ReadRows(TableBuilder table, IReadOnlyList<object> form, JsonElement rows, bool allowPositional)
    {
        if (!TryShape(table, form, rows, JsonValueKind.Array, "a list of rows")
            || !table.Start(rows.GetArrayLength(), form, (row, column) => CellOf(rows, form, row, column, table.Schema)))
        {
            return;
        }

        var at = 0;
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind == JsonValueKind.Object)
            {
                table.SetRecord(at, row);
            }
            else if (row.ValueKind == JsonValueKind.Array && allowPositional)
            {
                table.SetPositional(at, row, [.. form, at]);
            }
            else
            {
                var expected = $"must be an object with the columns' names{(allowPositional ? " or a list of values" : "")}";
                table.Problems.Add([.. form, at], InputRules.Form, $"{expected}. Got {Kind(row)}.", row.GetRawText(), at);
            }

            at++;
        }
    }

    /// <summary>An object of columns: lists of one length, or single values for one row.</summary>
    public static void ReadColumnwise(TableBuilder table, string form, JsonElement columns)
    {
        var rows = -1;
        var fields = new Dictionary<int, JsonElement>();
        foreach (var property in columns.EnumerateObject())
        {
            var length = property.Value.ValueKind == JsonValueKind.Array ? property.Value.GetArrayLength() : 1;
            var field = table.Schema.IndexOf(property.Name);
            if (field < 0)
            {
                table.Ignore(property.Name);
            }
            else if (!fields.TryAdd(field, property.Value))
            {
                table.Problems.Add(
                    [form, property.Name], InputRules.Duplicate, $"'{property.Name}' is given twice; give each name once.", column: property.Name);
            }
            else if (rows >= 0 && length != rows)
            {
                table.Problems.Add(
                    [form, property.Name],
                    InputRules.Ragged,
                    $"has {length} values; the columns before have {rows}. All columns have the same rows.",
                    column: property.Name);
            }
            else
            {
                rows = length;
            }
        }

        if (table.Problems.Count > 0
            || !table.Start(
                fields.Count == 0 ? 1 : rows,
                [form],
                (row, column) => fields[column].ValueKind == JsonValueKind.Array
                    ? [form, table.Schema.Fields[column].Name!, row]
                    : [form, table.Schema.Fields[column].Name!]))
        {
            return;
        }

        for (var field = 0; field < table.Schema.Fields.Count; field++)
        {
            if (!fields.TryGetValue(field, out var values))
            {
                table.Absent(field, [form]);
            }
            else if (values.ValueKind != JsonValueKind.Array)
            {
                table.Set(0, field, values);
            }
            else
            {
                var row = 0;
                foreach (var value in values.EnumerateArray())
                {
                    table.Set(row++, field, value);
                }
            }
        }
    }

    public static bool TryShape(TableBuilder table, IReadOnlyList<object> place, JsonElement value, JsonValueKind kind, string expected)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        table.Problems.Add(place, InputRules.Form, $"must be {expected}. Got {Kind(value)}.", value.GetRawText());
        return false;
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static int[] ReadColumns(TableBuilder table, string form, JsonElement columns)
    {
        var fields = new int[columns.GetArrayLength()];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;
        foreach (var column in columns.EnumerateArray())
        {
            var name = column.ValueKind == JsonValueKind.String ? column.GetString()! : column.GetRawText();
            fields[at] = table.Schema.IndexOf(name);
            if (!names.Add(name))
            {
                table.Problems.Add([form, "columns", at], InputRules.Duplicate, $"'{name}' is given twice; give each name once.", name, column: name);
            }
            else if (fields[at] < 0)
            {
                table.Ignore(name);
            }

            at++;
        }

        return fields;
    }

    private static void ReadSplitRow(TableBuilder table, string form, int row, JsonElement values, int[] fields)
    {
        if (!TryShape(table, [form, "data", row], values, JsonValueKind.Array, "a list of values"))
        {
            return;
        }

        var count = values.GetArrayLength();
        if (count != fields.Length)
        {
            table.Problems.Add([form, "data", row], InputRules.Ragged, $"has {count} values for {fields.Length} columns.", null, row);
            return;
        }

        var at = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (fields[at] >= 0)
            {
                table.Set(row, fields[at], value);
            }

            at++;
        }
    }

    private static bool TryMember(TableBuilder table, string form, JsonElement frame, string name, out JsonElement member)
    {
        var count = 0;
        member = default;
        foreach (var property in frame.EnumerateObject())
        {
            if (property.NameEquals(name))
            {
                member = property.Value;
                count++;
            }
        }

        if (count == 1)
        {
            return TryShape(table, [form, name], member, JsonValueKind.Array, "a list");
        }

        table.Problems.Add(
            [form, name],
            count == 0 ? InputRules.Missing : InputRules.Duplicate,
            count == 0 ? $"is missing; {form} has columns and data." : $"'{name}' is given {count} times; give it once.");
        return false;
    }

    private static IReadOnlyList<object> CellOf(JsonElement rows, IReadOnlyList<object> form, int row, int column, InputSchema schema) =>
        rows[row].ValueKind == JsonValueKind.Array ? [.. form, row, column] : [.. form, row, schema.Fields[column].Name!];
}
