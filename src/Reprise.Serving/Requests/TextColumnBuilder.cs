using System.Collections;
using System.Globalization;
using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Serving.Models;

namespace Reprise.Serving.Requests;

/// <summary>Text; for datetimes, text that reads as ISO 8601.</summary>
internal sealed class TextColumnBuilder(SignatureField field, int rows) : ColumnBuilder(field, rows)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private readonly string[] _values = Filled(rows);

    protected override CellFault? Read(int row, JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? Read(row, value.GetString()!)
            : new CellFault(InputRules.Type, $"must be a JSON string ({Field.Type.ToWire()})");

    protected override CellFault? Read(int row, string text)
    {
        if (Field.Type == SignatureType.Datetime
            && !DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            return new CellFault(InputRules.Type, "must be a date and time in ISO 8601, such as 2025-01-31T13:05:00Z");
        }

        _values[row] = text;
        return null;
    }

    protected override Column Build(BitArray? nulls) => new Column<string>(Field.Name!, _values, nulls);

    private static string[] Filled(int rows)
    {
        var values = new string[rows];
        Array.Fill(values, "");
        return values;
    }
}
