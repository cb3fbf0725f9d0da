using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reprise.Tracking.Webhooks;

/// <summary>The messages of webhooks, as MLflow writes them: entity, action, time, and the data of the event.</summary>
internal static class WebhookBody
{
    public static string Of(WebhookEvent happened, DateTimeOffset time, Action<Utf8JsonWriter> data)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("entity", happened.Entity);
            json.WriteString("action", happened.Action);
            json.WriteString("timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture));
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The data of an event that MLflow's test call sends.</summary>
    public static Action<Utf8JsonWriter> Example(WebhookEvent happened)
    {
        const string Name = "example_model", Version = "1", Key = "example_key", Alias = "example_alias";
        IReadOnlyList<Tag> tags = [new Tag(Key, "example_value")];
        return happened switch
        {
            _ when happened == WebhookEvent.ModelCreated => Model(Name, tags, "An example registered model"),
            _ when happened == WebhookEvent.VersionCreated =>
                VersionData(Name, Version, "models:/123", "abcd1234abcd5678", tags, "An example model version"),
            _ when happened == WebhookEvent.VersionTagSet => Texts(("name", Name), ("version", Version), ("key", Key), ("value", "example_value")),
            _ when happened == WebhookEvent.VersionTagDeleted => Texts(("name", Name), ("version", Version), ("key", Key)),
            _ when happened == WebhookEvent.AliasCreated => Texts(("name", Name), ("alias", Alias), ("version", Version)),
            _ => Texts(("name", Name), ("alias", Alias)),
        };
    }

    public static Action<Utf8JsonWriter> Model(string name, IReadOnlyList<Tag> tags, string? description) => json =>
    {
        json.WriteString("name", name);
        Write(json, tags);
        json.WriteString("description", description);
    };

    public static Action<Utf8JsonWriter> VersionData(
        string name, string version, string source, string? runId, IReadOnlyList<Tag> tags, string? description) => json =>
    {
        json.WriteString("name", name);
        json.WriteString("version", version);
        json.WriteString("source", source);
        json.WriteString("run_id", runId);
        Write(json, tags);
        json.WriteString("description", description);
    };

    public static Action<Utf8JsonWriter> Texts(params (string Name, string Value)[] fields) => json =>
    {
        foreach (var (name, value) in fields)
        {
            json.WriteString(name, value);
        }
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Tag> tags)
    {
        json.WriteStartObject("tags");
        foreach (var tag in tags.DistinctBy(tag => tag.Key))
        {
            json.WriteString(tag.Key, tag.Value);
        }

        json.WriteEndObject();
    }
}
