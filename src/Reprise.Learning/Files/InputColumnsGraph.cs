using System.Text.Json;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Files;

/// <summary>The columns an encoder reads, as a list of names and types in the graph.</summary>
internal static class InputColumnsGraph
{
    /// <summary>Writes the list.</summary>
    public static void Write(string name, IReadOnlyList<InputColumn> inputs, Utf8JsonWriter graph)
    {
        graph.WriteStartArray(name);
        foreach (var input in inputs)
        {
            graph.WriteStartObject();
            graph.WriteString("name", input.Name);
            graph.WriteString("type", input.Type.ToString());
            graph.WriteEndObject();
        }

        graph.WriteEndArray();
    }

    /// <summary>Reads the list: at least one column, each name once.</summary>
    public static InputColumn[] Read(string name, GraphObject graph, bool allowText)
    {
        var inputs = new List<InputColumn>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in graph.Objects(name))
        {
            var columnName = column.Text("name");
            var type = column.Text("type") switch
            {
                nameof(ColumnType.Double) => ColumnType.Double,
                nameof(ColumnType.Long) => ColumnType.Long,
                nameof(ColumnType.Boolean) => ColumnType.Boolean,
                nameof(ColumnType.String) when allowText => ColumnType.String,
                _ => throw column.Refuse("type", allowText ? "must be Double, Long, Boolean or String" : "must be Double, Long or Boolean"),
            };
            column.End();
            inputs.Add(
                columnName.Length > 0 && names.Add(columnName)
                    ? new InputColumn(columnName, type)
                    : throw column.Refuse("name", "must be a name of its own"));
        }

        return inputs.Count > 0 ? [.. inputs] : throw graph.Refuse(name, "must name at least one column");
    }
}
