using System.Text.Json;

namespace Reprise.Server.Tests.Serving;

/// <summary>The part of JSON Schema that the serving document uses, stricter in one point: a property the schema does not name is a difference.</summary>
internal static class SchemaCheck
{
    /// <summary>Where a value is not as the schema says.</summary>
    public static List<string> Differences(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/')[1..].Aggregate(document, (at, part) => at.GetProperty(part));
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return choices.EnumerateArray().Select(choice => Differences(document, choice, value, place)).MinBy(found => found.Count)!;
        }

        var found = new List<string>();
        if (schema.TryGetProperty("type", out var type) && !Types(type).Intersect(TypesOf(value)).Any())
        {
            found.Add($"{place} is {value.ValueKind}, not {type.GetRawText()}");
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            found.AddRange(value.EnumerateArray().SelectMany((item, at) => Differences(document, items, item, $"{place}[{at}]")));
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            found.AddRange(Properties(document, schema, value, place));
        }

        return found;
    }

    private static IEnumerable<string> Properties(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToArray() : [];
        foreach (var name in required.Where(name => !value.TryGetProperty(name, out _)))
        {
            yield return $"{place}.{name} is required and not there";
        }

        foreach (var property in value.EnumerateObject())
        {
            var described = known.ValueKind == JsonValueKind.Object && known.TryGetProperty(property.Name, out var own) ? own : others;
            var differences = described.ValueKind == JsonValueKind.Undefined
                ? [$"{place}.{property.Name} is not described"]
                : Differences(document, described, property.Value, $"{place}.{property.Name}");
            foreach (var difference in differences)
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static string[] TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? ["number", "integer"] : ["number"],
        JsonValueKind.True or JsonValueKind.False => ["boolean"],
        var kind => [kind.ToString().ToLowerInvariant()],
    };
}
