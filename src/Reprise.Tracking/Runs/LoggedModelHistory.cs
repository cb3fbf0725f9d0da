using System.Text.Json;
using System.Text.Json.Nodes;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Runs;

/// <summary>The tag in which MLflow before 3 remembers the models of a run: a JSON array of MLmodel contents.</summary>
internal static class LoggedModelHistory
{
    /// <summary>The tag's key.</summary>
    public const string TagKey = "mlflow.log-model.history";

    private static readonly string[] Required = ["artifact_path", "flavors", "utc_time_created", "run_id"];

    /// <summary>The tag's next value: what it was, with one more model.</summary>
    public static string Append(string? history, string modelJson)
    {
        var model = Parse(modelJson) as JsonObject
            ?? throw Invalid.Parameter($"Malformed model info. \n {modelJson} \n is not valid JSON.");
        var missing = Required.Where(field => !model.ContainsKey(field)).Select(field => $"'{field}'").ToList();
        if (missing.Count > 0)
        {
            throw Invalid.Parameter($"Model json is missing mandatory fields: [{string.Join(", ", missing)}]");
        }

        var models = history is null ? [] : Parse(history) as JsonArray ?? [];
        models.Add((JsonNode)model);
        return models.ToJsonString();
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
