using System.Text.Json;
using System.Text.Json.Nodes;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.LoggedModels;

/// <summary>Writes what hangs on a logged model; the caller has checked that it is there.</summary>
internal static class LoggedModelWriter
{
    /// <summary>The tag that lists the registered versions made from a model.</summary>
    public const string VersionsTag = "mlflow.modelVersions";

    public static void PutTag(SqlWriter writer, string modelId, string key, string value) => writer.Execute(
        """
        INSERT INTO logged_model_tags (model_id, experiment_id, tag_key, tag_value)
        SELECT model_id, experiment_id, $2, $3 FROM logged_models WHERE model_id = $1
        ON CONFLICT (model_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value
        """,
        modelId, key, value);

    /// <summary>Adds a version to <see cref="VersionsTag"/>: <c>[{"name": "model", "version": 1}]</c>.</summary>
    public static void LinkVersion(SqlWriter writer, string modelId, string name, long version)
    {
        var versions = Parse(writer.Scalar<string>("SELECT tag_value FROM logged_model_tags WHERE model_id = $1 AND tag_key = $2", modelId, VersionsTag));
        versions.Add((JsonNode)new JsonObject { ["name"] = name, ["version"] = version });
        PutTag(writer, modelId, VersionsTag, versions.ToJsonString());
    }

    // A tag that somebody else has broken is begun anew.
    private static JsonArray Parse(string? json)
    {
        try
        {
            return json is null ? [] : JsonNode.Parse(json) as JsonArray ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
