using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reprise.Serving.Models;

/// <summary>Writes <c>MLmodel</c> files as MLflow does: block style, keys sorted, text quoted where another reader could take it for something else.</summary>
internal static partial class MlModelWriter
{
    internal const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static void Write(MlModel model, TextWriter writer)
    {
        var yaml = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        Map(yaml, () =>
        {
            Entry(yaml, "artifact_path", model.ArtifactPath);
            Key(yaml, "flavors");
            Map(yaml, () =>
            {
                Key(yaml, RepriseFlavor.Name);
                Map(yaml, () =>
                {
                    Entry(yaml, "model_file", model.Flavor.ModelFile);
                    Entry(yaml, "sha256", model.Flavor.Sha256);
                    Entry(yaml, "version", model.Flavor.Version);
                });
            });
            Entry(yaml, "mlflow_version", model.MlflowVersion);
            EntryIfAny(yaml, "model_id", model.ModelId);
            Key(yaml, "model_size_bytes");
            yaml.Emit(new Scalar(model.ModelSizeBytes.ToString(CultureInfo.InvariantCulture)));
            Entry(yaml, "model_uuid", model.ModelUuid);
            EntryIfAny(yaml, "run_id", model.RunId);
            if (model.InputExample is not null)
            {
                Key(yaml, "saved_input_example_info");
                Map(yaml, () =>
                {
                    Entry(yaml, "artifact_path", model.InputExample);
                    Entry(yaml, "pandas_orient", "split");
                    Entry(yaml, "serving_input_path", ModelDirectory.ServingExampleName);
                    Entry(yaml, "type", "dataframe");
                });
            }

            Key(yaml, "signature");
            Map(yaml, () =>
            {
                Entry(yaml, "inputs", ModelSignature.ToJson(model.Signature.Inputs));
                Entry(yaml, "outputs", ModelSignature.ToJson(model.Signature.Outputs));
                Key(yaml, "params");
                yaml.Emit(new Scalar("null"));
            });
            Entry(yaml, "utc_time_created", model.CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        });
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
    }

    private static void Map(Emitter yaml, Action entries)
    {
        yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
        entries();
        yaml.Emit(new MappingEnd());
    }

    private static void Key(Emitter yaml, string key) => yaml.Emit(new Scalar(key));

    private static void Entry(Emitter yaml, string key, string value)
    {
        Key(yaml, key);
        var style = SafePlain().IsMatch(value) ? ScalarStyle.Plain : ScalarStyle.SingleQuoted;
        yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    private static void EntryIfAny(Emitter yaml, string key, string? value)
    {
        if (value is not null)
        {
            Entry(yaml, key, value);
        }
    }

    /// <summary>Text no YAML 1.1 reader takes for a number, a date, a boolean or null: a version, or a word of four letters and more.</summary>
    [GeneratedRegex(@"^(\d+\.\d+\.\d+|(?!null$|true$|false$)[A-Za-z_][A-Za-z0-9_./-]{3,})\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SafePlain();
}
