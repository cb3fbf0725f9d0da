using System.Text.Json;
using Reprise.Core.Tables;

namespace Reprise.Serving.Models;

/// <summary>Cells of a table as JSON values.</summary>
internal static class JsonCell
{
    /// <summary>Writes one cell; null and numbers JSON cannot say (NaN, infinities) become null.</summary>
    public static void Write(Utf8JsonWriter json, Column column, int row)
    {
        if (column.IsNull(row))
        {
            json.WriteNullValue();
            return;
        }

        switch (column)
        {
            case Column<double> numbers when double.IsFinite(numbers.Values[row]):
                json.WriteNumberValue(numbers.Values[row]);
                break;
            case Column<long> integers:
                json.WriteNumberValue(integers.Values[row]);
                break;
            case Column<bool> flags:
                json.WriteBooleanValue(flags.Values[row]);
                break;
            case Column<string> texts:
                json.WriteStringValue(texts.Values[row]);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
