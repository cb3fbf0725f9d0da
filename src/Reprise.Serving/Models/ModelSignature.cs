using System.Text;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Serving.Models;

/// <summary>What a model takes and gives, by MLflow's rules for columns. Immutable.</summary>
public sealed record ModelSignature
{
    /// <summary>Columns of a request, in the order of positional input.</summary>
    public required IReadOnlyList<SignatureField> Inputs { get; init; }

    /// <summary>Columns of an answer.</summary>
    public IReadOnlyList<SignatureField> Outputs { get; init; } = [];

    /// <summary>
    /// The signature of a fitted model: its inputs with their types, required where the training rows hold no null, and one output: of a classifier
    /// a text and of a regressor a number called like the target, of a clusterer the number <c>cluster</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A column the model reads is not in <paramref name="training"/>.</exception>
    public static ModelSignature Infer(ITabularModel model, Table training)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        var absent = model.Inputs.Where(input => !training.TryGetColumn(input.Name, out _)).Select(input => input.Name).ToArray();
        if (absent.Length > 0)
        {
            throw new ArgumentException($"The model reads columns the table does not have: {string.Join(", ", absent)}.", nameof(training));
        }

        return new ModelSignature
        {
            Inputs = [.. model.Inputs.Select(input => new SignatureField(input.Name, input.Type.ToSignatureType(), !training[input.Name].HasNulls))],
            Outputs =
            [
                model switch
                {
                    ITabularClassifier classifier => new SignatureField(classifier.Target, SignatureType.String),
                    ITabularRegressor regressor => new SignatureField(regressor.Target, SignatureType.Double),
                    _ => new SignatureField("cluster", SignatureType.Long),
                },
            ],
        };
    }

    /// <summary>Columns as MLflow's JSON: <c>[{"type": "double", "name": "x", "required": true}]</c>.</summary>
    public static string ToJson(IReadOnlyList<SignatureField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var field in fields)
            {
                json.WriteStartObject();
                json.WriteString("type", field.Type.ToWire());
                if (field.Name is not null)
                {
                    json.WriteString("name", field.Name);
                }

                json.WriteBoolean("required", field.Required);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads columns from MLflow's JSON; what breaks a rule is added to <paramref name="problems"/>, named by <paramref name="place"/>.</summary>
    internal static IReadOnlyList<SignatureField> ReadJson(string? json, string place, ICollection<string> problems)
    {
        if (json is null)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                problems.Add($"{place} must be a JSON list of columns. Got {Kind(document.RootElement)}.");
                return [];
            }

            var fields = new List<SignatureField>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var element in document.RootElement.EnumerateArray())
            {
                ReadField(element, $"{place}[{fields.Count}]", fields, names, problems);
            }

            return fields;
        }
        catch (JsonException error)
        {
            problems.Add($"{place} is not JSON: {error.Message}");
            return [];
        }
    }

    /// <summary>The inputs against what the fitted model reads: every input of the model is there with a type that widens to the model's.</summary>
    internal void CheckAgainst(ITabularClassifier model, ICollection<string> problems)
    {
        foreach (var input in model.Inputs)
        {
            var field = Inputs.FirstOrDefault(field => field.Name == input.Name);
            if (field is null)
            {
                problems.Add($"signature.inputs lacks '{input.Name}', which the model reads. Write the model directory anew.");
            }
            else if (field.Type.ToColumnType() != input.Type && (field.Type.ToColumnType(), input.Type) is not (ColumnType.Long, ColumnType.Double))
            {
                problems.Add(
                    $"signature.inputs says '{input.Name}' is {field.Type.ToWire()}; the model reads {input.Type.ToSignatureType().ToWire()}. "
                    + "Write the model directory anew.");
            }
        }
    }

    private static void ReadField(
        JsonElement element, string place, List<SignatureField> fields, HashSet<string> names, ICollection<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{place} must be an object with type, name and required. Got {Kind(element)}.");
            return;
        }

        var typeName = Text(element, "type");
        var name = Text(element, "name");
        if (!SignatureTypes.TryParse(typeName, out var type))
        {
            problems.Add(
                $"{place} ('{name}') has type '{typeName}', which is not served. Served are: {string.Join(", ", SignatureTypes.All)}.");
        }

        if (name is not null && !names.Add(name))
        {
            problems.Add($"{place} repeats the column '{name}'; names are unique.");
        }

        // MLflow 1 and 2.0 wrote "optional"; later versions write "required". Unsaid means required.
        var required = element.TryGetProperty("required", out var said)
            ? said.ValueKind != JsonValueKind.False
            : !(element.TryGetProperty("optional", out said) && said.ValueKind == JsonValueKind.True);
        fields.Add(new SignatureField(name, type, required));
    }

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}
