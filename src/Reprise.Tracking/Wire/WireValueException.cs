using System.Text.Json;

namespace Reprise.Tracking.Wire;

/// <summary>A JSON value of a wrong type. The serializer adds where it stands; value and type are told as MLflow's Python server does.</summary>
internal sealed class WireValueException : JsonException
{
    private const int LongestShown = 1000;

    private WireValueException(string value, string pythonType)
        : base($"{value} is of type {pythonType}")
    {
        Value = value;
        PythonType = pythonType;
    }

    /// <summary>The value as compact JSON, cut when very long.</summary>
    public string Value { get; }

    /// <summary>str, int, float, bool, list or dict.</summary>
    public string PythonType { get; }

    /// <summary>The path of the value as MLflow writes it: <c>metrics[0].timestamp</c>.</summary>
    public string Parameter => Path is ['$', '.', .. var path] ? path : Path ?? "";

    /// <summary>The failure about the value the reader stands at; reads past it.</summary>
    public static WireValueException At(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var value = document.RootElement;
        var text = value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Compact(value) : value.GetRawText();
        return new WireValueException(text.Length <= LongestShown ? text : text[..LongestShown] + "…", PythonName(value));
    }

    private static string Compact(JsonElement value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            value.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static string PythonName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "int",
        _ => "NoneType",
    };
}
