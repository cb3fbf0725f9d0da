using System.Text.Json;

namespace Reprise.Serving.Requests;

/// <summary>
/// Bodies of <c>/api/v1/predict</c>: the features of one row as an object, or of several as a list of objects; either bare or as the value of
/// <c>features</c>.
/// </summary>
public static class PredictReader
{
    private const string Wrapper = "features";

    /// <summary>Reads a JSON body into a table that fits the schema, or lists every problem.</summary>
    public static InputResult Read(ReadOnlyMemory<byte> body, InputSchema schema, InputLimits limits)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(limits);
        return JsonBody.Read(body, schema, limits, Read);
    }

    private static InputResult Read(TableBuilder table, JsonElement root)
    {
        IReadOnlyList<object> place = [];
        if (root.ValueKind == JsonValueKind.Object && table.Schema.IndexOf(Wrapper) < 0)
        {
            var wrapped = root.EnumerateObject().Where(property => property.NameEquals(Wrapper)).ToArray();
            if (wrapped.Length > 1)
            {
                table.Problems.Add([Wrapper], InputRules.Duplicate, $"'{Wrapper}' is given {wrapped.Length} times; give it once.");
                return table.Finish([]);
            }

            (root, place) = wrapped.Length == 1 ? (wrapped[0].Value, [Wrapper]) : (root, place);
        }

        if (root.ValueKind == JsonValueKind.Array)
        {
            FrameReader.ReadRows(table, place, root, allowPositional: false);
            return table.Finish(place);
        }

        if (FrameReader.TryShape(table, place, root, JsonValueKind.Object, "an object of features, or a list of such objects")
            && table.Start(1, place, (_, column) => [.. place, table.Schema.Fields[column].Name!]))
        {
            table.SetRecord(0, root);
        }

        return table.Finish(place) with { IsSingle = true };
    }
}
