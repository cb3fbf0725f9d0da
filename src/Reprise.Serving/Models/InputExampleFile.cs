using System.Text.Json;
using Reprise.Core.Tables;

namespace Reprise.Serving.Models;

/// <summary>Example requests as MLflow stores them: a data frame in split form, <c>{"columns": […], "data": [[…]]}</c>.</summary>
internal static class InputExampleFile
{
    /// <summary>Writes the example, inside <c>{"dataframe_split": …}</c> when it shall be a whole request body.</summary>
    public static void Write(Table table, Stream stream, bool asRequest)
    {
        using var json = new Utf8JsonWriter(stream);
        if (asRequest)
        {
            json.WriteStartObject();
            json.WritePropertyName("dataframe_split");
        }

        WriteSplit(table, json);
        if (asRequest)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteSplit(Table table, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStringValue(column.Name);
        }

        json.WriteEndArray();
        json.WriteStartArray("data");
        for (var row = 0; row < table.RowCount; row++)
        {
            json.WriteStartArray();
            foreach (var column in table.Columns)
            {
                JsonCell.Write(json, column, row);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
