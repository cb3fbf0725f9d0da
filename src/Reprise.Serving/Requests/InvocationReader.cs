using System.Text.Json;

namespace Reprise.Serving.Requests;

/// <summary>
/// Bodies of MLflow's <c>/invocations</c>: exactly one of <c>dataframe_split</c>, <c>dataframe_records</c>, <c>instances</c>, <c>inputs</c>, and
/// optional <c>params</c>, of which <c>probabilities</c> (boolean) is used and others are not.
/// </summary>
public static class InvocationReader
{
    private static readonly string[] Forms = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    /// <summary>Reads a JSON body into a table that fits the schema, or lists every problem.</summary>
    public static InputResult Read(ReadOnlyMemory<byte> body, InputSchema schema, InputLimits limits)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(limits);
        return JsonBody.Read(body, schema, limits, Read);
    }

    private static InputResult Read(TableBuilder table, JsonElement root)
    {
        if (!FrameReader.TryShape(table, [], root, JsonValueKind.Object, $"an object with one of {string.Join(", ", Forms)}"))
        {
            return table.Finish([]);
        }

        var given = new List<JsonProperty>();
        var withProbabilities = false;
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("params"))
            {
                withProbabilities = ReadParams(table, property.Value);
            }
            else if (Array.Exists(Forms, form => property.NameEquals(form)))
            {
                given.Add(property);
            }
        }

        if (given.Count != 1)
        {
            var got = given.Count == 0 ? Names(root) : string.Join(", ", given.Select(form => form.Name));
            table.Problems.Add([], InputRules.Form, $"The body must have exactly one of {string.Join(", ", Forms)}. Got {got}.");
            return table.Finish([]);
        }

        ReadFrame(table, given[0].Name, given[0].Value);
        return table.Finish([given[0].Name]) with { WithProbabilities = withProbabilities };
    }

    private static void ReadFrame(TableBuilder table, string form, JsonElement frame)
    {
        if (form == "dataframe_split")
        {
            FrameReader.ReadSplit(table, form, frame);
        }
        else if (form == "inputs" && frame.ValueKind == JsonValueKind.Object)
        {
            FrameReader.ReadColumnwise(table, form, frame);
        }
        else
        {
            FrameReader.ReadRows(table, [form], frame, allowPositional: form != "dataframe_records");
        }
    }

    private static bool ReadParams(TableBuilder table, JsonElement parameters)
    {
        if (parameters.ValueKind == JsonValueKind.Null
            || !FrameReader.TryShape(table, ["params"], parameters, JsonValueKind.Object, "an object")
            || !parameters.TryGetProperty("probabilities", out var probabilities))
        {
            return false;
        }

        if (probabilities.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return probabilities.ValueKind == JsonValueKind.True;
        }

        table.Problems.Add(["params", "probabilities"], InputRules.Type, "must be true or false.", probabilities.GetRawText());
        return false;
    }

    private static string Names(JsonElement root)
    {
        var names = root.EnumerateObject().Take(10).Select(property => property.Name).ToArray();
        return names.Length == 0 ? "none of them" : string.Join(", ", names);
    }
}
