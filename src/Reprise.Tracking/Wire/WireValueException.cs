using System.Globalization;
using System.Text.Json;

namespace Reprise.Tracking.Wire;

/// <summary>A JSON value of a wrong type. The serializer adds where it stands; value and type are told as MLflow's Python server does.</summary>
internal sealed class WireValueException : JsonException
{
    private const int LongestShown = 1000;

    private WireValueException(JsonElement value, string? path = null)
        : base($"A value of type {PythonName(value)} is out of place.", path, null, null)
    {
        var text = value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Compact(value) : value.GetRawText();
        Value = text.Length <= LongestShown ? text : text[..LongestShown] + "…";
        PythonType = PythonName(value);
    }

    /// <summary>The value as compact JSON, cut when very long.</summary>
    public string Value { get; }

    /// <summary>str, int, float, bool, list or dict.</summary>
    public string PythonType { get; }

    /// <summary>The path of the value as MLflow writes it: <c>metrics[0].timestamp</c>.</summary>
    public string Parameter => Path is ['$', '.', .. var path] ? path : Path ?? "";

    /// <summary>The failure about a value at a path such as <c>$.metrics[0]</c>.</summary>
    public static WireValueException Of(JsonElement value, string path) => new(value, path);

    /// <summary>The failure about the value the reader stands at; reads past it.</summary>
    public static WireValueException At(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new WireValueException(document.RootElement);
    }

    /// <summary>
    /// The failure behind one of the serializer's own, which tells a text or number where a list or message belongs only by its place; null when the text
    /// is no JSON object at all.
    /// </summary>
    public static WireValueException? Find(JsonException exception, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && exception.Path is { } path && Walk(document.RootElement, path) is { } value
                ? Of(value, path)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The value at a path such as <c>$.metrics[0].key</c>.</summary>
    private static JsonElement? Walk(JsonElement value, string path)
    {
        foreach (var part in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(part, out var member))
            {
                value = member;
            }
            else if (value.ValueKind == JsonValueKind.Array && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return null;
            }
        }

        return value;
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
