using System.Globalization;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Tracking.Yaml;

namespace Reprise.Serving.Models;

/// <summary>Reads <c>MLmodel</c> files of anyone's making as data and lists everything that keeps one from being loaded.</summary>
internal static class MlModelReader
{
    /// <summary>Largest file read, in bytes: room for some 50,000 columns.</summary>
    public const int MaxBytes = 4 << 20;

    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> with every problem.</exception>
    public static MlModel Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxBytes)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"MLmodel has {content.Length} bytes; at most {MaxBytes} are read.");
        }

        using var text = new StreamReader(new MemoryStream(content.ToArray(), writable: false), Encoding.UTF8);
        var map = YamlData.ReadMap(text, "MLmodel");
        var problems = new List<string>();
        var model = Read(map, problems);
        return problems.Count == 0 ? model! : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }

    private static MlModel? Read(Dictionary<string, object?> map, List<string> problems)
    {
        var flavor = ReadFlavor(map, problems, out var flavors);
        var signature = Map(map, "signature", "MLmodel", problems, required: true);
        var inputs = ModelSignature.ReadJson(Text(signature, "inputs", "MLmodel signature", problems), "MLmodel signature.inputs", problems);
        var outputs = ModelSignature.ReadJson(Text(signature, "outputs", "MLmodel signature", problems), "MLmodel signature.outputs", problems);
        if (signature is not null && inputs.Count == 0 && problems.Count == 0)
        {
            problems.Add("MLmodel signature.inputs names no column; a model is served by its signature.");
        }

        var example = Map(map, "saved_input_example_info", "MLmodel", problems, required: false);
        var isSplit = Text(example, "type", "MLmodel saved_input_example_info", problems) == "dataframe";
        var model = new MlModel
        {
            ArtifactPath = Text(map, "artifact_path", "MLmodel", problems) ?? "model",
            Flavor = flavor ?? new RepriseFlavor("", "", ""),
            Flavors = flavors,
            MlflowVersion = Text(map, "mlflow_version", "MLmodel", problems) ?? "",
            ModelId = Text(map, "model_id", "MLmodel", problems),
            ModelSizeBytes = long.TryParse(
                Text(map, "model_size_bytes", "MLmodel", problems), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
            ModelUuid = Text(map, "model_uuid", "MLmodel", problems) ?? "",
            RunId = Text(map, "run_id", "MLmodel", problems),
            InputExample = isSplit ? Text(example, "artifact_path", "MLmodel saved_input_example_info", problems) : null,
            Signature = new ModelSignature { Inputs = inputs, Outputs = outputs },
            CreatedAt = DateTimeOffset.TryParse(
                Text(map, "utc_time_created", "MLmodel", problems), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default,
        };
        return problems.Count == 0 ? model : null;
    }

    private static RepriseFlavor? ReadFlavor(Dictionary<string, object?> map, List<string> problems, out IReadOnlyList<string> names)
    {
        var flavors = Map(map, "flavors", "MLmodel", problems, required: true);
        names = flavors is null ? [] : [.. flavors.Keys];
        if (flavors is null)
        {
            return null;
        }

        if (!flavors.ContainsKey(RepriseFlavor.Name))
        {
            problems.Add(
                $"MLmodel offers the flavours {(names.Count == 0 ? "(none)" : string.Join(", ", names))}; only '{RepriseFlavor.Name}' is loaded, "
                + "because others run code on load. Log the model again with Reprise.");
            return null;
        }

        const string place = "MLmodel flavors.reprise";
        var flavor = Map(flavors, RepriseFlavor.Name, "MLmodel flavors", problems, required: true);
        var file = Text(flavor, "model_file", place, problems);
        var sha256 = Text(flavor, "sha256", place, problems);
        if (flavor is not null && file is null)
        {
            problems.Add($"{place} lacks model_file, the file of the fitted model.");
        }

        if (flavor is not null && (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower)))
        {
            problems.Add($"{place}.sha256 must be 64 lower-case hexadecimal digits. Got '{sha256}'.");
        }

        return new RepriseFlavor(file ?? "", sha256 ?? "", Text(flavor, "version", place, problems) ?? "");
    }

    private static Dictionary<string, object?>? Map(
        Dictionary<string, object?> parent, string key, string place, List<string> problems, bool required)
    {
        var value = parent.GetValueOrDefault(key);
        if (value is not Dictionary<string, object?> && (value is not null || required))
        {
            problems.Add(value is null ? $"{place} lacks '{key}'." : $"{place}: '{key}' must be a map.");
        }

        return value as Dictionary<string, object?>;
    }

    private static string? Text(Dictionary<string, object?>? parent, string key, string place, List<string> problems)
    {
        var value = parent?.GetValueOrDefault(key);
        if (value is not (null or string))
        {
            problems.Add($"{place}: '{key}' must be text.");
        }

        return value as string;
    }
}
