using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reprise.Tracking.Wire;

/// <summary>Finds a null where a list of a message has an item, which the serializer takes whatever the item's type.</summary>
internal static class WireNulls
{
    /// <summary>The failure about the first such null; null when there is none.</summary>
    public static WireValueException? Find(ReadOnlyMemory<byte> json, JsonTypeInfo schema)
    {
        if (json.Span.IndexOf("null"u8) < 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return Find(document.RootElement, schema, "$");
    }

    private static WireValueException? Find(JsonElement value, JsonTypeInfo schema, string path) => (schema.Kind, value.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => InMessage(value, schema, path),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => InList(value, schema.Options.GetTypeInfo(schema.ElementType!), path),
        _ => null,
    };

    private static WireValueException? InMessage(JsonElement message, JsonTypeInfo schema, string path)
    {
        foreach (var property in schema.Properties)
        {
            if (message.TryGetProperty(property.Name, out var value)
                && Find(value, schema.Options.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}") is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static WireValueException? InList(JsonElement list, JsonTypeInfo schema, string path)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var place = FormattableString.Invariant($"{path}[{index++}]");
            if ((item.ValueKind == JsonValueKind.Null ? WireValueException.Of(item, place) : Find(item, schema, place)) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }
}
